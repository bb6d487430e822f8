// A device as the readings of an earlier commit tell of it.
import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { server, startServer } from '../test-anomalies'
import { openPage } from '../test-page'

vi.mock('uplot', () => import('../test-uplot'))
const NOW = '2026-11-27T21:22:01.000Z'
const THEN = '2026-11-20T10:00:00.000Z'
let timesThen: unknown[][]

beforeEach(() => {
  startServer()
  timesThen = [[THEN, THEN]]
  server.rows = (sql) => {
    if (sql.includes('min(first_time)')) return timesThen
    return sql.includes('max(ingest_time)') ? [[THEN, 12.5, THEN, null, null]] : []
  }
  const value = { value: 19, unit: '°C', time: NOW }
  server.more['/v1/devices'] = () => ({
    commit: 4,
    total: 1,
    devices: [
      {
        device_id: 'pump-1', state: 'silent', newest_time: NOW, oldest_time: THEN, received: NOW, interval_s: 60,
        signals: { temperature: value, humidity: value }, attributes: {},
      },
    ],
  })
  server.more['/v1/anomalies'] = () => ({ commit: 3, anomalies: [] })
})
afterEach(() => vi.unstubAllGlobals())

test('looking back its values and times are those of then, and a state that is not kept is not shown', async () => {
  openPage('/devices/pump-1?as_of=3')
  const latest = within(await screen.findByRole('region', { name: 'Latest values, a table' }))
  expect(latest.getByText(/^12.5/)).toBeInTheDocument()
  expect(latest.getAllByRole('row')).toHaveLength(1) // the others had no value yet
  expect(screen.getByText(/^newest reading 20 Nov .*; in which state it was is not kept$/)).toBeInTheDocument()
  expect(screen.queryByText('silent')).toBeNull()
  const asked = server.sql.find(({ sql }) => sql.includes('max(ingest_time)'))!
  expect(asked.sql).toContain(`arg_max("temperature", event_time) FILTER (WHERE "temperature" IS NOT NULL)`)
})

test('a device that had not reported by then is said not to have', async () => {
  timesThen = [[null, null]]
  openPage('/devices/pump-1?as_of=1')
  expect(await screen.findByText('It had not reported by then')).toBeInTheDocument()
})

test('where its readings have had their time, the rest is shown, and why its values are not', async () => {
  const rows = server.rows
  server.rows = (sql) => {
    if (sql.includes('max(ingest_time)')) throw new Error('refused')
    return rows(sql)
  }
  openPage('/devices/pump-1?as_of=3')
  const latest = within(await screen.findByRole('region', { name: 'Latest values' }))
  expect(await latest.findByRole('alert')).toHaveTextContent('This cannot be shown')
  expect(screen.getByRole('region', { name: 'temperature' })).toBeInTheDocument()
  expect(screen.getByText('Usual interval').nextElementSibling).toHaveTextContent('–') // it is of now
})
