import { accessFields } from './access-key'

interface Refusal {
  detail: string
  /** What has to be sent besides: `code`, that of the second factor. */
  needs?: string | undefined
  /** So many seconds are to pass before the next attempt. */
  waitS?: number | undefined
}

/** What the server said is wrong (RFC 9457). Status 0: it could not be reached. */
export class ApiError extends Error {
  readonly needs: string | undefined
  readonly waitS: number | undefined
  constructor(
    readonly status: number,
    { detail, needs, waitS }: Refusal,
  ) {
    super(detail)
    this.needs = needs
    this.waitS = waitS
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

/** Sends a request and gives the answer, whose body has not been read; fails as an ApiError. The
 * cookie of a session goes along by itself: every address is of the server that the page is from. */
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
    throw new ApiError(0, { detail: 'the server cannot be reached: see whether it runs' })
  }
  if (!response.ok && response.status !== request.takes)
    throw new ApiError(response.status, await refusalOf(response))
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

async function refusalOf(response: Response): Promise<Refusal> {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const waitS = Number.isFinite(wait) ? wait : undefined // it may be a date
  try {
    const { detail, needs } = (await response.json()) as Partial<Refusal>
    if (detail) return { detail, needs, waitS }
  } catch {
    // An answer that is no problem document comes from something between us and the server.
  }
  return { detail: `the server answered ${response.status}`, waitS }
}
