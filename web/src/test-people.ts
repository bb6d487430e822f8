// A server that knows people, for tests of what they see: who is signed in decides what is answered.
import { vi } from 'vitest'
import type { Who } from './api/get-session'
import { ANSWERS } from './test-answers'

export const TIME = '2026-11-27T21:22:01.768Z'
export const SCRIPT = '<img src=x onerror=alert(1)>'
const SCOPES = {
  viewer: ['read'],
  operator: ['read', 'operate'],
  admin: ['read', 'operate', 'admin'],
} as const

export function who(role: keyof typeof SCOPES, more: Partial<Who> = {}): Who {
  const scopes = [...SCOPES[role]]
  return { id: 's1', user: 'ada', role, scopes, lake: 'plant', two_factor: false, expires: TIME, ...more }
}

type Answer = (body: Record<string, string>, query: URLSearchParams) => unknown
export interface Problem {
  status: number
  detail: string
  needs?: string
  wait?: string
}

/** What is answered, and what was said; by `METHOD path`. */
export const server = {
  who: null as Who | null,
  said: [] as string[],
  keys: [] as (string | undefined)[],
  more: {} as Record<string, Answer>,
}

export const refusal = (problem: Problem) => () => {
  const response = Response.json(problem, { status: problem.status })
  if (problem.wait !== undefined) response.headers.set('retry-after', problem.wait)
  return response
}

export function startServer(someone: Who | null = null) {
  Object.assign(server, { who: someone, said: [], keys: [], more: {} })
  vi.stubGlobal('fetch', async (address: string, options: RequestInit) => {
    const [path = '', query] = address.split('?')
    const said = `${options.method} ${path}`
    if (path === '/v1/live') return new Promise<Response>(() => undefined)
    server.keys.push((options.headers as Record<string, string>).authorization)
    if (said !== 'GET /v1/status') server.said.push(`${said} ${String(options.body ?? '')}`.trim())
    const own = server.more[said]
    if (own) return responseOf(own(JSON.parse(String(options.body ?? '{}')), new URLSearchParams(query)))
    if (server.who === null) return Response.json({ detail: 'sign in first' }, { status: 401 })
    const answer = path === '/v1/session' ? server.who : ANSWERS[path]
    return answer ? Response.json(answer) : Response.json({ detail: 'not there' }, { status: 404 })
  })
}

function responseOf(answer: unknown): Response {
  return answer instanceof Response ? answer : Response.json(answer)
}

/** What was said besides questions. */
export const acts = () => server.said.filter((one) => !/^(GET|POST \/v1\/query) /.test(one))
