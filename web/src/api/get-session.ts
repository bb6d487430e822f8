import { useQuery } from '@tanstack/react-query'
import { accessKey } from '../lib/access-key'
import { askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import type { Scope } from './keys'

export const ROLES = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]
/** Who asks. Without a name it is a key, or anybody at an open server. */
export type Who = Schemas['Session']
export const SESSION_PATH = '/v1/session'

export function useWho() {
  return useQuery({
    queryKey: [SESSION_PATH],
    queryFn: ({ signal }) => askJson<Who>(SESSION_PATH, { signal }),
    refetchInterval: 60_000,
    meta: { keepsItsTime: true },
  })
}

/** Whether who looks may do it; undefined while that is not known. */
export function useMay(scope: Scope): boolean | undefined {
  return useWho().data?.scopes.includes(scope)
}

export function kindOf({ user }: Who): 'user' | 'key' | 'open' {
  if (user !== null) return 'user'
  return accessKey.read() === null ? 'open' : 'key'
}

/** What who looks is called. */
export function nameOf(who: Who): string {
  if (who.user !== null) return who.user
  return kindOf(who) === 'key' ? `key ${who.id}` : 'open server'
}
