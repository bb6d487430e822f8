import { useQueryClient } from '@tanstack/react-query'
import { ask, askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { useLake } from '../lib/use-lake'
import { useLakeQuery } from '../lib/use-lake-query'

export type Scope = Schemas['KeyScope']
export const SCOPES = ['ingest', 'read', 'operate', 'admin'] as const satisfies Scope[]
/** What each lets somebody do. */
export const SCOPE_WORDS: Record<Scope, string> = {
  ingest: 'send records',
  read: 'ask',
  operate: 'say what became of anomalies',
  admin: 'keys, users and schemas',
}
export type AccessKey = Schemas['AccessKey']
export type MadeKey = Schemas['MadeKey']
export type KeyWish = Schemas['KeyWish']

export function useKeys() {
  return useLakeQuery<Schemas['KeysPage']>('/v1/keys', {}, { keepsOld: true })
}

/** Makes a key; the answer is the only place where all of it is shown. */
export function useMakeKey() {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: (wish: KeyWish) => askJson<MadeKey>('/v1/keys', { lake, body: wish }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/v1/keys'] }),
  })
}

export function useRevokeKey() {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: (id: string) => ask(`/v1/keys/${encodeURIComponent(id)}`, { lake, method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/v1/keys'] }),
  })
}

/** Makes a lake's first key by the token that its server printed. */
export function postSetup(token: string) {
  return askJson<MadeKey>('/v1/setup', { body: { token } })
}
