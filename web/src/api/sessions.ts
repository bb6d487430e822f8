import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { useLake } from '../lib/use-lake'
import { useLakeQuery } from '../lib/use-lake-query'

/** Somebody signed in at one browser. */
export type Session = Schemas['UserSession']
export const SESSIONS_PATH = '/v1/sessions'

/** Those that count: one's own, or everybody's for who administers. */
export function useSessions() {
  const options = { every: 30_000, keepsOld: true, keepsItsTime: true }
  return useLakeQuery<{ sessions: Session[] }>(SESSIONS_PATH, {}, options)
}

export function useEndSession() {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: (id: string) =>
      ask(`${SESSIONS_PATH}/${encodeURIComponent(id)}`, { lake, method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [SESSIONS_PATH] }),
  })
}
