// A server and a browser for the tests of the page SQL.
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { ANSWERS } from './test-answers'
import { openPage } from './test-page'

const column = (name: string, type: string, unit?: string) => ({ name, type, ...(unit ? { unit } : {}) })
const TABLES = [
  {
    name: 'device_metrics',
    what: 'the readings',
    rows: 43_046,
    files: 12,
    bytes: 2_359_296,
    columns: [
      column('device_id', 'VARCHAR'),
      column('event_time', 'TIMESTAMPTZ'),
      column('temperature', 'DOUBLE', '°C'),
      column('say "hi"', 'DOUBLE'),
    ],
  },
  {
    name: 'dim_devices',
    what: 'a row for each device',
    rows: null,
    files: null,
    bytes: null,
    columns: [column('device_id', 'VARCHAR'), column('device_type', 'VARCHAR')],
  },
]

interface Asked {
  sql: string
  format: string
  as_of?: string
}
type Answer = (asked: Asked, signal: AbortSignal | undefined) => Response | Promise<Response>

/** Columns as `name TYPE`. */
export function resultOf(columns: string[], rows: unknown[][], isCut = false) {
  return {
    commit: 4,
    columns: columns.map((text) => column(text.split(' ')[0]!, text.split(' ')[1]!)),
    rows,
    row_count: rows.length,
    truncated: isCut,
  }
}

const DEVICES = resultOf(['device_id VARCHAR', 'readings BIGINT'], [['pump-7', 720], ['lock-1', 360]])

/** What was asked, and what it is answered with. */
export const server = {
  asked: [] as Asked[],
  answer: (() => Response.json(DEVICES)) as Answer,
}

export function answerWith(result: unknown) {
  server.answer = () => Response.json(result)
}

/** One that goes on until it is given up. */
export const answerNever: Answer = (_, signal) =>
  new Promise((_, reject) => {
    signal!.addEventListener('abort', () => reject(signal!.reason as Error))
  })

export function startServer() {
  localStorage.clear()
  server.asked = []
  answerWith(DEVICES)
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (path.startsWith('/v1/catalog')) return Response.json({ commit: 4, tables: TABLES })
    if (path !== '/v1/query') return Response.json(ANSWERS[path.replace(/\?.*/, '')])
    const asked = JSON.parse(String(options.body)) as Asked
    server.asked.push(asked)
    return server.answer(asked, options.signal ?? undefined)
  })
}

/** The page with its tables there. */
export async function openSql(address = '') {
  const router = openPage(`/sql${address}`)
  await screen.findByText('dim_devices')
  const field = screen.getByLabelText<HTMLTextAreaElement>('SQL')
  const user = userEvent.setup()
  const write = async (text: string) => {
    await user.clear(field)
    await user.type(field, text)
  }
  const run = () => user.click(screen.getByRole('button', { name: 'Run' }))
  return { router, user, field, write, run }
}

export function offered(): (string | null)[] {
  return screen.queryAllByRole('option').map((option) => option.querySelector('code')!.textContent)
}
