// What the overview tells of the last days.
import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPage } from '../test-page'
import { refusal, server, startServer, who } from '../test-people'

const METRICS = { name: 'device_metrics', columns: [{ name: 'energy_consumption', type: 'DOUBLE', unit: 'kWh' }] }
let sql: string[]

beforeEach(() => {
  sql = []
  startServer(who('viewer'))
  server.more['GET /v1/catalog'] = () => ({ commit: 4, tables: [METRICS] })
  server.more['POST /v1/query'] = (body) => {
    sql.push(body.sql!)
    const newest = new Date(Date.now() - 90_000).toISOString()
    const rows = body.sql!.includes('FROM books')
      ? [['2026-11-28', 'rejected', 7], ['2026-11-27', 'duplicate', 3]]
      : [[1_204, newest, 12.34]]
    return { commit: 4, columns: [], rows, row_count: rows.length, truncated: false }
  }
})
afterEach(() => vi.unstubAllGlobals())

const card = (name: string) => screen.findByRole('region', { name })

test('what is open, what was used today and how old the newest reading is', async () => {
  openPage('/')
  const open = within(await card('Anomalies open'))
  expect(await open.findByText('1,204')).toBeInTheDocument()
  expect(open.getByRole('link')).toHaveAttribute('href', '/anomalies?status=open')
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
