// What people do with their own accounts.
import { useQueryClient } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { SESSION_PATH, type Who } from './get-session'
import { SESSIONS_PATH } from './sessions'

type Passwords = Schemas['PasswordChange']
/** A second factor that is begun: it counts once a code of it came back. */
export type BegunFactor = Schemas['TwoFactor']

/** Changes one's own password, which ends one's other sessions. */
export function useChangePassword() {
  const onSuccess = useNewWho()
  return useAct({
    mutationFn: (body: Passwords) => askJson<Who>(`${SESSION_PATH}/password`, { body }),
    onSuccess,
  })
}

export function useBeginFactor() {
  return useAct({
    mutationFn: (password: string) =>
      askJson<BegunFactor>(`${SESSION_PATH}/two-factor`, { body: { password } }),
    gcTime: 0, // a secret stays no longer than it is shown
  })
}

export function useConfirmFactor() {
  const onSuccess = useNewWho()
  return useAct({
    mutationFn: (code: string) =>
      askJson<Who>(`${SESSION_PATH}/two-factor/confirm`, { body: { code } }),
    onSuccess,
  })
}

function useNewWho() {
  const queries = useQueryClient()
  return (who: Who) => {
    queries.setQueryData([SESSION_PATH], who)
    return queries.invalidateQueries({ queryKey: [SESSIONS_PATH] })
  }
}
