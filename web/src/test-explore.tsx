// A server and a browser for the tests of the pages Explore and Boards.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { makeRouter } from './app/router'
import { Theme } from './app/theme'
import { ANSWERS } from './test-answers'

export const SCRIPT = '<img src=x onerror=alert(1)>'
const TABLES = [
  {
    name: 'device_metrics',
    columns: [
      { name: 'device_id', type: 'VARCHAR' },
      { name: 'temperature', type: 'DOUBLE', unit: '°C' },
      { name: 'say "hi"', type: 'DOUBLE' },
      { name: 'device_type', type: 'VARCHAR' },
      { name: 'score', type: 'FLOAT' },
    ],
  },
  {
    name: 'rollups_hour',
    columns: ['temperature_n', 'temperature_sum', 'say "hi"_n', 'say "hi"_sum'].map((name) => ({
      name,
      type: 'DOUBLE',
    })),
  },
  { name: 'dim_devices', columns: [{ name: 'device_id', type: 'VARCHAR' }, { name: 'device_type', type: 'VARCHAR' }] },
]
const columns = (...names: string[]) => names.map((name) => ({ name, type: 'VARCHAR' }))
export const answer = (names: string[], rows: unknown[][]) => ({
  commit: 4,
  columns: columns(...names),
  rows,
  row_count: rows.length,
  truncated: false,
})
const LINES = answer(
  ['group', 'time', 'n', 'mean', 'low', 'high', 'groups'],
  [
    [SCRIPT, '2026-11-27T00:00:00Z', 1200, 20.5, 18, 23, 15],
    [SCRIPT, '2026-11-27T00:02:00Z', 1100, 20.75, 18, 23, 15],
    ['lock', '2026-11-27T00:00:00Z', 60, 4.25, 4, 5, 15],
  ],
)

const EXTENT = answer(
  ['first', 'last', 'interval_s'],
  [['2026-11-20T00:00:00.000Z', '2026-11-27T12:00:00.000Z', 60]],
)

/** What the server was asked, and what it answers. */
export const server = {
  asked: [] as { sql: string; format: string; rows_max?: number }[],
  refusal: null as { status: number; detail: string } | null,
  lines: LINES as unknown,
}

export function startServer() {
  Object.assign(server, { asked: [], refusal: null, lines: LINES })
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (path.startsWith('/v1/catalog')) return Response.json({ commit: 4, tables: TABLES })
    if (path === '/v1/query') return query(JSON.parse(String(options.body)))
    return Response.json(ANSWERS[path.replace(/\?.*/, '')])
  })
}

function query(body: (typeof server.asked)[number]): Response {
  if (body.sql.includes('AS interval_s')) return Response.json(EXTENT)
  server.asked.push(body)
  const { refusal } = server
  if (refusal) return Response.json({ detail: refusal.detail }, { status: refusal.status })
  return body.format === 'csv' ? new Response('group,time\r\n') : Response.json(server.lines)
}

export function openExplore(search: Record<string, unknown> = {}) {
  const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const address = Object.entries(search).map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`)
  return openAt(`/explore?${address.join('&')}`)
}

export function openAt(address: string) {
  const history = createMemoryHistory({ initialEntries: [address] })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <Theme>
      <QueryClientProvider client={queries}>
        <RouterProvider router={makeRouter(history)} />
      </QueryClientProvider>
    </Theme>,
  )
  return { user: userEvent.setup(), history, queries }
}

export const panel = (name = 'temperature') => screen.findByRole('region', { name })
export const newest = () => server.asked.at(-1)!.sql
