import { accessFields } from './access-key'

/** What the server said is wrong (RFC 9457). Status 0: it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail)
  }
  get needsKey(): boolean {
    return this.status === 401
  }
}

export type Parameters = Record<string, string | number | undefined>

export interface Request {
  lake?: string | undefined
  parameters?: Parameters
  body?: unknown
  method?: 'DELETE'
  signal?: AbortSignal
  fields?: Record<string, string>
  /** A status besides success whose body is the answer, too. */
  takes?: number
}

export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

/** Sends a request and gives the answer, whose body has not been read; fails as an ApiError. */
export async function ask(path: string, request: Request = {}): Promise<Response> {
  const headers: Record<string, string> = { ...accessFields(), ...request.fields }
  if (request.lake) headers['telltale-lake'] = request.lake
  if (request.body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(addressOf(path, request.parameters), {
      method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
      headers,
      cache: 'no-store',
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.signal ? { signal: request.signal } : {}),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, 'the server cannot be reached: see whether it runs')
  }
  if (!response.ok && response.status !== request.takes)
    throw new ApiError(response.status, await detailOf(response))
  return response
}

export async function askJson<T>(path: string, request: Request = {}): Promise<T> {
  const response = await ask(path, request)
  return (await response.json()) as T
}

export async function askText(path: string, request: Request = {}): Promise<string> {
  const response = await ask(path, request)
  return response.text()
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string }
    if (problem.detail) return problem.detail
  } catch {
    // An answer that is no problem document comes from something between us and the server.
  }
  return `the server answered ${response.status}`
}
