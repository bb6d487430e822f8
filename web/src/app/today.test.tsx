// What the overview tells of the last days.
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'
import { refusal, server, startServer, who } from '../test-people'

const METRICS = { name: 'device_metrics', columns: [{ name: 'energy_consumption', type: 'DOUBLE', unit: 'kWh' }] }
let sql: string[]
let days: unknown[][]
let newest: string | null

beforeEach(() => {
  sql = []
  days = [['2026-11-28', 'rejected', 7], ['2026-11-27', 'duplicate', 3]]
  newest = new Date(Date.now() - 90_000).toISOString()
  startServer(who('viewer'))
  server.more['GET /v1/catalog'] = () => ({ commit: 4, tables: [METRICS] })
  server.more['POST /v1/query'] = (body) => {
    sql.push(body.sql!)
    const rows = body.sql!.includes('FROM books') ? days : [[1_204, newest, 12.34]]
    return { commit: 4, columns: [], rows, row_count: rows.length, truncated: false }
  }
})
afterEach(() => vi.unstubAllGlobals())

const card = (name: string) => screen.findByRole('region', { name })

test('what is open, what was used today and how old the newest reading is', async () => {
  openPage('/')
  const open = within(await card('Anomalies open'))
  expect(await open.findByText('1,204')).toBeInTheDocument()
  const link = decodeURIComponent(open.getByRole('link').getAttribute('href')!)
  const since = /^\/anomalies\?status=open&from="?([^"]+)"?$/.exec(link)![1]! // of those that were counted
  expect(sql.join()).toContain(`FROM anomalies WHERE event_time >= TIMESTAMPTZ '${since}`)
  expect(within(await card('Energy today')).getByText('12.3')).toBeInTheDocument()
  expect(within(await card('Energy today')).getByText('kWh')).toBeInTheDocument()
  expect(within(await card('Newest reading')).getByText(/^1(\.5)? min$|^90 s$/)).toBeInTheDocument()
  expect(sql.some((text) => text.includes('energy_consumption_sum'))).toBe(true)
})

test('a lake without energy is not asked for it', async () => {
  server.more['GET /v1/catalog'] = () => ({ commit: 4, tables: [{ ...METRICS, columns: [] }] })
  openPage('/')
  expect(await within(await card('Anomalies open')).findByText('1,204')).toBeInTheDocument()
  expect(screen.queryByRole('region', { name: 'Energy today' })).toBeNull()
  expect(sql.some((text) => text.includes('energy_consumption'))).toBe(false)
})

test('what cannot be had is shown as missing', async () => {
  server.more['POST /v1/query'] = refusal({ status: 429, detail: 'too many' })
  openPage('/')
  expect(await within(await card('Newest reading')).findAllByText('–')).not.toHaveLength(0)
  expect(await within(await card('Anomalies open')).findByText('not known: too many')).toBeInTheDocument()
  expect(within(await card('Energy today')).getByText('not known: too many')).toBeInTheDocument()
})

test('energy has its place before it is known whether there is any, and one question is asked', async () => {
  let answer = (_: unknown) => {}
  server.more['GET /v1/catalog'] = () => ({ commit: 4, tables: [METRICS] })
  const stub = globalThis.fetch as (path: string, options: RequestInit) => Promise<Response>
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path === '/v1/catalog') await new Promise((resolve) => (answer = resolve))
    return stub(path, options)
  })
  openPage('/')
  expect(within(await card('Energy today')).getByText('–')).toBeInTheDocument()
  await waitFor(() => expect(sql).toHaveLength(1)) // of the books
  answer(null)
  expect(await within(await card('Energy today')).findByText('12.3')).toBeInTheDocument()
  expect(sql.filter((text) => !text.includes('FROM books'))).toHaveLength(1)
})

test('where the tables are not known the rest is', async () => {
  server.more['GET /v1/catalog'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/')
  expect(await within(await card('Anomalies open')).findByText('1,204')).toBeInTheDocument()
  expect(screen.queryByRole('region', { name: 'Energy today' })).toBeNull()
})

test('a lake that got nothing for days says so', async () => {
  newest = null
  openPage('/')
  const newestCard = within(await card('Newest reading'))
  expect(await newestCard.findByText(/^none in 2 days; commit 4, /)).toBeInTheDocument()
  expect(newestCard.getByText('–')).toBeInTheDocument()
})

test('a clock that is ahead makes no reading newer than when it came', async () => {
  newest = new Date(Date.now() + 600_000).toISOString()
  server.more['GET /v1/status'] = () => {
    const status = ANSWERS['/v1/status'] as { lakes: object[] }
    const received_time = new Date(Date.now() - 400_000).toISOString()
    return { ...status, lakes: [{ ...status.lakes[0], received_time }] }
  }
  openPage('/')
  expect(await within(await card('Newest reading')).findByText('6 min')).toBeInTheDocument()
})

test('exceptions of the last days stand under the books', async () => {
  openPage('/')
  const strip = await screen.findByRole('img', { name: 'Exceptions by day: 10 in 30 days, 7 at most' })
  expect(strip.querySelectorAll('[data-end="none"]')).toHaveLength(30) // days without any have their place
  expect([...strip.querySelectorAll('title')].map((title) => title.textContent).slice(-2)).toEqual([
    '2026-11-27: 0 rejected, 0 conflict, 3 duplicate',
    '2026-11-28: 7 rejected, 0 conflict, 0 duplicate',
  ])
})

test('the same is a table, which the address keeps', async () => {
  const router = openPage('/')
  const section = within(await screen.findByRole('region', { name: 'Exceptions by day' }))
  await section.findByRole('img')
  expect(section.getByRole('list', { name: 'Colours' })).toHaveTextContent('rejectedconflictduplicate')
  await userEvent.click(section.getByRole('radio', { name: 'table' }))
  const table = await section.findByRole('region', { name: 'Exceptions by day, a table' })
  const rows = within(table).getAllByRole('row').map((row) => row.textContent)
  expect(rows).toEqual(['Dayrejectedconflictduplicate', '2026-11-28700', '2026-11-27003'])
  expect(router.state.location.search).toEqual({ books: 'table' })
  expect(section.queryByRole('img')).toBeNull()
})

test('days without exceptions are said to have none', async () => {
  days = [['2026-11-28', 'stored', 7]]
  openPage('/?books=table')
  const section = within(await screen.findByRole('region', { name: 'Exceptions by day' }))
  expect(await section.findByText('None in 30 days.')).toBeInTheDocument()
  await userEvent.click(section.getByRole('radio', { name: 'picture' }))
  const name = 'Exceptions by day: 0 in 30 days, 0 at most'
  expect(await section.findByRole('img', { name })).toBeInTheDocument()
})

test('a lake without records has no exceptions, and one that cannot be asked says why', async () => {
  days = []
  openPage('/')
  expect(await screen.findByText('No record has come yet.')).toBeInTheDocument()
  cleanup()
  server.more['POST /v1/query'] = refusal({ status: 429, detail: 'too many' })
  openPage('/')
  const section = within(await screen.findByRole('region', { name: 'Exceptions by day' }))
  expect(await section.findByRole('alert')).toHaveTextContent('too many')
})

test('looking back asks what was so then', async () => {
  const asked: unknown[] = []
  server.more['POST /v1/query'] = (body) => {
    asked.push(body.as_of)
    return { commit: 3, columns: [], rows: [], row_count: 0, truncated: false }
  }
  server.more['GET /v1/catalog'] = () => ({ commit: 4, tables: [METRICS] })
  openPage('/?as_of=3')
  await waitFor(() => expect(asked).toHaveLength(2))
  expect(asked).toEqual(['3', '3'])
})

test('of the past, days are those before the commit that is shown', async () => {
  const time = '2026-03-05T10:20:30Z'
  newest = '2026-03-05T10:19:00Z'
  server.more['GET /v1/books'] = () => ({ commit: 3, commit_time: time, received: 77, stored: 70 })
  openPage('/?as_of=3')
  const readings = within(await card('Newest reading'))
  expect(await readings.findByText('1 min')).toBeInTheDocument()
  expect(readings.getByText('commit 3, 05 Mar 10:20:30')).toBeInTheDocument()
  expect(within(await card('Records received')).getByText('77')).toBeInTheDocument()
  expect(within(await card('Energy today')).getByText('of that day, UTC')).toBeInTheDocument()
  const asked = sql.find((text) => text.includes('FROM anomalies'))
  expect(asked).toContain("event_time >= TIMESTAMPTZ '2026-02-26T10:00:00")
  expect(asked).toContain("hour >= TIMESTAMPTZ '2026-03-05T00:00:00")
})
