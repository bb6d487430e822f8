// Many anomalies in place of a server, for tests of the pages that show them.
import { vi } from 'vitest'
import { ANSWERS } from './test-answers'

export const NEWEST_MS = Date.parse('2026-11-27T21:22:01.000Z')
const KINDS = ['unusual', 'stuck', 'range', 'gap']

export function anomalyAt(place: number, more: object = {}) {
  const time = new Date(NEWEST_MS - place * 60_000).toISOString()
  return {
    anomaly_id: `a${place}`,
    status: 'open',
    feedback: [],
    kind: KINDS[place % 4],
    device_id: `pump-${place % 3}`,
    signal: 'temperature',
    unit: '°C',
    start_time: new Date(NEWEST_MS - place * 60_000 - 30_000).toISOString(),
    event_time: time,
    score: 0.9,
    value: 19.93,
    expected_low: 18.9,
    expected_high: 19.2,
    reason: `anomaly number ${place}`,
    contributions: [{ channel: 'forecast', share: 0.9 }],
    receipt: `1:${place}:0`,
    commit: 2,
    ...more,
  }
}

/** What was asked, how many anomalies there are, and what SQL is answered with. */
export const server = {
  asked: [] as string[],
  sql: [] as { sql: string; as_of?: string }[],
  count: 1000,
  rows: (_: string): unknown[][] => [],
  refusal: null as { status: number; detail: string } | null,
  more: {} as Record<string, (query: URLSearchParams) => unknown>,
}

export function startServer() {
  Object.assign(server, { asked: [], sql: [], count: 1000, rows: () => [], refusal: null, more: {} })
  vi.stubGlobal('fetch', async (address: string, options: RequestInit) => {
    server.asked.push(address)
    if (address.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (address === '/v1/query') return answerSql(String(options.body))
    const [path = '', query] = address.split('?')
    const own = server.more[path]
    if (own) return Response.json(own(new URLSearchParams(query)))
    if (path === '/v1/anomalies') return Response.json(anomalies(new URLSearchParams(query)))
    const answer = ANSWERS[path]
    return answer ? Response.json(answer) : Response.json({ detail: 'not there' }, { status: 404 })
  })
}

function answerSql(body: string): Response {
  const asked = JSON.parse(body) as (typeof server.sql)[number]
  server.sql.push(asked)
  if (server.refusal) return Response.json({ detail: server.refusal.detail }, { status: server.refusal.status })
  return Response.json({ commit: 4, columns: [], rows: server.rows(asked.sql) })
}

function anomalies(query: URLSearchParams) {
  const id = query.get('id')
  if (id) return { commit: 4, anomalies: [anomalyAt(Number(id.slice(1)))] }
  const from = Number(query.get('cursor') ?? 0)
  const end = Math.min(from + Number(query.get('limit')), server.count)
  const list = Array.from({ length: end - from }, (_, place) => anomalyAt(from + place))
  return { commit: 4, anomalies: list, ...(end < server.count ? { next: String(end) } : {}) }
}
