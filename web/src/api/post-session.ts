import { ask, askJson } from '../lib/api-client'
import { SESSION_PATH, type Who } from './get-session'

export interface SignInWish {
  user: string
  password: string
  /** Of the second factor. */
  code?: string
  lake?: string | undefined
}

/** Signs in: the answer brings a cookie, which the browser keeps and no script sees. */
export function postSession(wish: SignInWish) {
  return askJson<Who>(SESSION_PATH, { body: wish })
}

export function endSession() {
  return ask(SESSION_PATH, { method: 'DELETE' })
}

/** Makes a lake's first administrator by the token that its server printed, and signs in as them. */
export function postFirstUser(wish: { token: string; user: string; password: string }) {
  return askJson<Who>('/v1/setup', { body: wish })
}
