import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '../lib/api-client'
import { useLake } from '../lib/use-lake'
import { useLakeQuery } from '../lib/use-lake-query'
import type { Role } from './get-session'

/** Somebody signed in at one browser. */
export interface Session {
  id: string
  user: string
  role: Role
  created: string
  last_used: string | null
  expires: string
  agent: string
  remote: string
  /** It is the one that this page is seen with. */
  own: boolean
}
export const SESSIONS_PATH = '/v1/sessions'

/** Those that count: one's own, or everybody's for who administers. */
export function useSessions() {
  const options = { every: 30_000, keepsOld: true, keepsItsTime: true }
  return useLakeQuery<{ sessions: Session[] }>(SESSIONS_PATH, {}, options)
}

export function useEndSession() {
  const lake = useLake()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      ask(`${SESSIONS_PATH}/${encodeURIComponent(id)}`, { lake, method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [SESSIONS_PATH] }),
  })
}
