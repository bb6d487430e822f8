// What is shown of one anomaly, and of all above their list, with answers in place of a server.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { anomalyAt, server, startServer } from '../test-anomalies'
import { openPage } from '../test-page'
import { drawn } from '../test-uplot'

vi.mock('uplot', () => import('../test-uplot'))
const SERIES = {
  commit: 4, signal: 'temperature', from: '', to: '', step_us: 60_000_000, unit: '°C',
  time_ms: [1_000, 61_000], count: [1, 1], min: [18, 19], mean: [18, 19], max: [18, 19],
}
const HOUR = 500_000
const ROWS = [
  [1, HOUR + 2, null, 'gap', 3],
  [1, HOUR, null, 'unusual', 4],
  [1, HOUR, null, 'stuck', 1],
  [1, null, 18, 'unusual', 4],
  [1, null, 18, 'stuck', 1],
  [1, null, 19, 'gap', 3],
]
const REASONS = [
  [1, 9, 'unusual', 'humidity', 3, HOUR + 2, 3],
  [1, 9, 'gap', null, 3, HOUR + 2, 3],
  [1, 9, 'unusual', 'temperature', 5, HOUR + 1, 1],
  [1, 9, 'unusual', 'temperature', 5, HOUR, 4],
]

beforeEach(() => {
  startServer()
  server.rows = (sql) => (sql.includes('reasons AS') ? REASONS : ROWS)
  server.more['/v1/series'] = () => SERIES
})
afterEach(() => vi.unstubAllGlobals())

test('the signal is drawn around the anomaly, with what was expected and what was seen', async () => {
  openPage('/anomalies')
  const picture = await screen.findByRole('figure', { name: 'Expected and seen' })
  const chart = await within(picture).findByRole('img', { name: /seen 19.93 °C, expected 18.9 to 19.2 °C/ })
  expect(chart).toBeInTheDocument()
  await waitFor(() => expect(drawn.at(-1)![0]).toEqual([1, 61]))
  const asked = server.asked.find((path) => path.startsWith('/v1/series'))!
  const query = new URLSearchParams(asked.split('?')[1])
  expect(query.get('device')).toBe('pump-0')
  expect(query.get('from')! < '2026-11-27T20:23:00' && query.get('to')! > '2026-11-27T21:40:00').toBe(true)
})

test('a gap is shown as the hole that it is', async () => {
  openPage('/anomalies?open=a3')
  const picture = await screen.findByRole('figure', { name: 'Expected and seen' })
  expect(await within(picture).findByRole('img', { name: /nothing came from .* to / })).toBeInTheDocument()
  expect(within(picture).queryByText(/^seen/)).toBeNull()
})

test('the numbers around it are a table by the address, and are read by keys', async () => {
  const event_time = new Date(61_000).toISOString()
  const anomalies = [anomalyAt(0, { event_time, start_time: event_time })]
  server.more['/v1/anomalies'] = () => ({ commit: 4, anomalies })
  server.more['/v1/series'] = (query) =>
    query.has('expected') ? { ...SERIES, expected_low: [17, 18], expected_high: [18.5, 18.5] } : SERIES
  const router = openPage('/anomalies')
  const picture = await screen.findByRole('figure', { name: 'Expected and seen' })
  const chart = await within(picture).findByRole('application', { name: /seen 19.93/ })
  chart.focus()
  await userEvent.keyboard('{ArrowLeft}')
  const told = within(chart).getByRole('status')
  await waitFor(() => expect(told).toHaveTextContent(/: 19 °C, expected 18 to 18.5/))
  await userEvent.keyboard('{Enter}') // there is no other time to choose
  expect(router.state.location.search).toEqual({})
  await userEvent.click(within(picture).getByRole('radio', { name: 'table' }))
  const table = await within(picture).findByRole('region', { name: 'temperature around it, a table' })
  expect(within(table).getAllByRole('row').at(-1)).toHaveTextContent(/1918 to 18.519unusual$/)
  expect(router.state.location.search).toMatchObject({ charts: 'table' })
})

test('a signal that cannot be had says why in its place', async () => {
  delete server.more['/v1/series']
  openPage('/anomalies')
  const picture = await screen.findByRole('figure', { name: 'Expected and seen' })
  expect(await within(picture).findByRole('alert')).toHaveTextContent('not there')
})

test('others of the device and of the kind and signal are counted and lead to all of them', async () => {
  server.more['/v1/anomalies'] = (query) => ({
    commit: 4,
    anomalies: query.has('device') ? [anomalyAt(0), anomalyAt(3)] : [0, 4, 8, 12, 16, 20].map((at) => anomalyAt(at)),
    ...(query.has('signal') ? { next: 'x' } : {}),
  })
  const router = openPage('/anomalies')
  const similar = await screen.findByRole('region', { name: 'Similar ones' })
  const own = within(similar).getByRole('region', { name: 'Of the same device' })
  expect(await within(own).findByRole('link', { name: '1 other: show all' })).toBeInTheDocument()
  const alike = within(similar).getByRole('region', { name: 'Of the same kind and signal' })
  expect(await within(alike).findAllByRole('listitem')).toHaveLength(4)
  await userEvent.click(within(alike).getByRole('link', { name: '50 and more others: show all' }))
  expect(router.state.location.search).toEqual({ kind: 'unusual', signal: 'temperature', open: 'a0' })
})

test('all that the filter lets through are counted over time and by score', async () => {
  const router = openPage("/anomalies?device=o'neill&score_min=0.8&as_of=3")
  const summary = await screen.findByRole('region', { name: 'Summary' })
  expect(await within(summary).findByText('8 anomalies')).toBeInTheDocument()
  expect(server.sql[0]!.sql).toContain("event_time IS NOT NULL AND device_id = 'o''neill' AND score >= 0.8")
  expect(server.sql[0]!.as_of).toBe('3')
  const times = within(summary).getByRole('img', { name: /^Anomalies by hour/ })
  expect(times.querySelectorAll('g')).toHaveLength(3)
  expect(times.querySelectorAll('title')[0]).toHaveTextContent('4 unusual, 1 stuck')
  expect(times.querySelectorAll('title')[1]).toHaveTextContent('none')
  await userEvent.click(times.querySelectorAll('g')[2]!)
  const from = new Date((HOUR + 2) * 3_600_000).toISOString()
  expect(router.state.location.search).toMatchObject({ from })
})

test('its numbers are a table, whose rows narrow the list as bars do', async () => {
  const router = openPage('/anomalies?status=open')
  const summary = await screen.findByRole('region', { name: 'Summary' })
  expect(await within(summary).findByText('8 anomalies')).toBeInTheDocument()
  expect(server.sql[0]!.sql).toContain("NOT anomaly_id IN (SELECT anomaly_id FROM anomaly_status WHERE status <> 'open')")
  await userEvent.click(within(summary).getByRole('radio', { name: 'table' }))
  const scores = await within(summary).findByRole('region', { name: 'Anomalies by score, a table' })
  const rows = within(scores).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.firstChild!.textContent)).toEqual(['0.95 to 1.00', '0.90 to 0.95'])
  expect(rows[1]).toHaveTextContent('41005')
  const times = within(summary).getByRole('region', { name: 'Anomalies over time, a table' })
  await userEvent.click(within(times).getAllByRole('button')[1]!)
  const from = new Date(HOUR * 3_600_000).toISOString()
  expect(router.state.location.search).toMatchObject({ summary: 'table', from })
})

test('hidden it asks nothing', async () => {
  openPage('/anomalies?summary=hidden')
  await screen.findByRole('figure', { name: 'Expected and seen' })
  expect(server.sql).toEqual([])
  const summary = screen.getByRole('region', { name: 'Summary' })
  await userEvent.click(within(summary).getByRole('radio', { name: 'picture' }))
  await waitFor(() => expect(server.sql).toHaveLength(2))
})

test('reasons are told over time, the most frequent first, and narrow the list', async () => {
  const router = openPage('/anomalies?status=open')
  const reasons = within(await screen.findByRole('region', { name: 'Reasons over time' }))
  expect(reasons.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'Reason, the most frequent of 9Over timeAnomalies',
    expect.stringMatching(/^unusual temperature.*5$/),
    expect.stringMatching(/^gap the device as a whole.*3$/),
    expect.stringMatching(/^unusual humidity.*3$/), // as frequent, always in this order
  ])
  expect(reasons.queryByRole('button', { name: /device as a whole/ })).toBeNull() // no filter says that
  const times = reasons.getByRole('img', { name: /^unusual temperature: 4 at most, / })
  expect([...times.querySelectorAll('rect')].map((bar) => bar.getAttribute('x'))).toEqual(['0.1', '1.1'])
  expect(times).toHaveAttribute('viewBox', '0 0 3 4') // of the same hours as the others
  expect(server.sql.every(({ sql }) => sql.includes("status <> 'open'"))).toBe(true)
  await userEvent.click(reasons.getByRole('button', { name: 'unusual temperature' }))
  expect(router.state.location.search).toEqual({ status: 'open', kind: 'unusual', signal: 'temperature' })
})

test('a summary that is refused says why, and the list is there', async () => {
  server.refusal = { status: 422, detail: 'it took too long' }
  openPage('/anomalies')
  const summary = await screen.findByRole('region', { name: 'Summary' })
  expect(await within(summary).findByRole('alert')).toHaveTextContent('it took too long')
  expect(screen.getByRole('region', { name: 'Anomalies, a list' })).toBeInTheDocument()
})
