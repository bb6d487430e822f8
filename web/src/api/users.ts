import { useQueryClient } from '@tanstack/react-query'
import { askJson, type Request } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { useLake } from '../lib/use-lake'
import { useLakeQuery } from '../lib/use-lake-query'
import { type Role, SESSION_PATH } from './get-session'
import { SESSIONS_PATH } from './sessions'

export type User = Schemas['User']
export type UserWish = Schemas['UserWish']
const PATH = '/v1/users'
const pathOf = (name: string) => `${PATH}/${encodeURIComponent(name)}`

export function useUsers() {
  const options = { every: 30_000, keepsOld: true, keepsItsTime: true }
  return useLakeQuery<{ users: User[] }>(PATH, {}, options)
}

export function useMakeUser() {
  return useUserAct((wish: UserWish) => [PATH, { body: wish }])
}

/** Another role or password; the user's sessions end. */
export function useChangeUser(name: string) {
  return useUserAct((change: { role: Role } | { password: string }) => [pathOf(name), { body: change }])
}

export function useRemoveUser(name: string) {
  return useUserAct<void>(() => [pathOf(name), { method: 'DELETE' }])
}

/** For who has lost the authenticator. */
export function useDropFactor(name: string) {
  return useUserAct<void>(() => [`${pathOf(name)}/two-factor`, { method: 'DELETE' }])
}

// Whatever is done to a user may end sessions, one's own among them. What is shown comes anew, and
// nobody waits for it: who is removed would be gone before the page knows why.
function useUserAct<Wish>(requestOf: (wish: Wish) => [string, Request]) {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: (wish: Wish) => {
      const [path, request] = requestOf(wish)
      return askJson<User>(path, { lake, ...request })
    },
    onSuccess: () => {
      for (const path of [PATH, SESSIONS_PATH, SESSION_PATH])
        void queries.invalidateQueries({ queryKey: [path] })
    },
  })
}
