// The page of a device as it is seen, with answers in place of a server.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { anomalyAt, server, startServer } from '../test-anomalies'
import { openPage } from '../test-page'
import { drawn } from '../test-uplot'

vi.mock('uplot', () => import('../test-uplot'))
const SCRIPT = '<img src=x onerror=alert(1)>'
const TIME = '2026-11-27T21:22:01.000Z'
const SERIES = {
  commit: 4, signal: 'temperature', from: '', to: '', step_us: 60_000_000, unit: '°C',
  time_ms: [1_000, 61_000], count: [1, 1], min: [18, 19], mean: [18, 19], max: [18, 19],
}
const BAND = { expected_from: TIME, expected_low: [17.5, null], expected_high: [18.52, null] }
const EARLY = 'from=1970-01-01T00:00:00Z&to=1970-01-01T00:02:00Z'
const deviceOf = (id: string, type = 'pump') => ({
  device_id: id,
  state: 'silent',
  newest_time: TIME,
  oldest_time: '2026-11-01T00:00:00.000Z',
  received: TIME,
  interval_s: 60,
  signals: { temperature: { value: 19, unit: '°C', time: TIME } },
  attributes: {
    device_type: { value: type, time: TIME },
    firmware_version: { value: SCRIPT, time: TIME },
  },
})
const REJECTS = [['out_of_range', 3, Date.parse(TIME) + 60_000, 'temperature', SCRIPT]]
const VERSIONS = [[SCRIPT, TIME, TIME], ['1.0', '2026-11-01T00:00:00.000Z', TIME]]
let rejects: unknown[][]

beforeEach(() => {
  startServer()
  const then = '2026-11-20T10:00:00.000Z'
  rejects = []
  server.rows = (sql) => {
    if (sql.includes('FROM rejects')) return rejects
    if (sql.includes('min(first_time)')) return [[then, then]]
    if (sql.includes('max(ingest_time)')) return [[then, 12.5, then]]
    return sql.includes('firmware_version') ? VERSIONS : []
  }
  server.more['/v1/devices'] = (query) => {
    const ids = query.has('device') ? [query.get('device')!] : ['pump-1', 'pump-2', 'lock-1']
    return { commit: 4, total: 3, devices: ids.map((id) => deviceOf(id, id.split('-')[0])) }
  }
  server.more['/v1/series'] = (query) => (query.has('expected') ? { ...SERIES, ...BAND } : SERIES)
  server.more['/v1/anomalies'] = () => ({
    commit: 4,
    anomalies: [anomalyAt(5), anomalyAt(7, { signal: null, kind: 'gap' }), anomalyAt(9, { signal: 'humidity' })],
  })
})
afterEach(() => vi.unstubAllGlobals())

test('anomalies are marks on the chart of their signal, each a link that opens it', async () => {
  const router = openPage('/devices/pump-1')
  const marks = await screen.findByRole('group', { name: 'Unusual in temperature' })
  const links = within(marks).getAllByRole('link')
  expect(links).toHaveLength(2)
  expect(server.asked.some((path) => /^\/v1\/anomalies\?.*device=pump-1&since=.*until=/.test(path))).toBe(true)
  await userEvent.click(within(marks).getByRole('link', { name: /^stuck at .*score 0.90: open/ }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/anomalies'))
  expect(router.state.location.search).toEqual({ open: 'a5' })
})

test('why there is no data is said, with what was refused', async () => {
  rejects = REJECTS
  openPage("/devices/o'neill")
  const why = await screen.findByRole('region', { name: 'Why is there no data?' })
  expect(await within(why).findByText('What it sends is refused')).toBeInTheDocument()
  expect(why).toHaveTextContent(`out_of_range, as temperature was “${SCRIPT}”`)
  expect(document.querySelector('img')).toBeNull()
  const asked = server.sql.find(({ sql }) => sql.includes('FROM rejects'))!
  expect(asked.sql).toContain("device_id = 'o''neill'")
  const table = within(why).getByRole('region', { name: 'Refused records by reason' })
  expect(within(table).getByRole('link', { name: 'out_of_range' })).toHaveAttribute(
    'href',
    expect.stringContaining('reason=out_of_range'),
  )
})

test('looking back it tells what was refused then, and nothing of the state, which is of now', async () => {
  rejects = REJECTS
  openPage('/devices/pump-1?as_of=3')
  const why = await screen.findByRole('region', { name: 'Why is there no data?' })
  expect(await within(why).findByText('Some of it was refused')).toBeInTheDocument()
  expect(within(why).getByRole('link', { name: 'out_of_range' })).toBeInTheDocument()
  expect(why).not.toHaveTextContent('Silent')
  expect(server.sql.every(({ as_of: asOf }) => asOf === '3')).toBe(true)
})

test('a device that is silent says since when', async () => {
  openPage('/devices/pump-1')
  expect(await screen.findByText(/^Silent since 27 Nov/)).toBeInTheDocument()
})

test('what a faulty device reports is said to be unusual, with the way to its anomalies', async () => {
  server.more['/v1/devices'] = () => ({ commit: 4, total: 1, devices: [{ ...deviceOf('pump-1'), state: 'faulty' }] })
  openPage('/devices/pump-1')
  const why = await screen.findByRole('region', { name: 'Why is there no data?' })
  expect(await within(why).findByText('It reports, and what it reports is unusual')).toBeInTheDocument()
  expect(why).not.toHaveTextContent('All is well')
  const way = within(why).getByRole('link', { name: 'See its anomalies' })
  expect(way).toHaveAttribute('href', expect.stringContaining('/anomalies?device=pump-1'))
})

test('a device that was never seen says so', async () => {
  server.more['/v1/devices'] = () => ({ commit: 4, total: 0, devices: [] })
  openPage('/devices/nobody')
  expect(await screen.findByText('It was never seen')).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'nobody' })).toBeInTheDocument()
})

test('what is known of it is a list, with its firmware over time', async () => {
  openPage('/devices/pump-1')
  const known = await screen.findByRole('region', { name: 'What is known of it' })
  expect(within(known).getByText('Usual interval').nextSibling).toHaveTextContent('1 min')
  expect(within(known).getByText('device_type').nextSibling).toHaveTextContent('pump27 Nov')
  const firmware = within(known).getByRole('region', { name: 'Firmware' })
  const versions = await within(firmware).findAllByRole('listitem')
  expect(versions.map((item) => item.firstChild!.textContent)).toEqual([SCRIPT, '1.0'])
  expect(document.querySelector('img')).toBeNull()
})

test('another of its type is drawn on the same charts, by the address', async () => {
  const router = openPage('/devices/pump-1')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  const field = await screen.findByLabelText('Compare with another pump')
  const OF_ITS_TYPE = /^\/v1\/devices\?.*attribute=device_type&value=pump/
  await waitFor(() => expect(server.asked.some((path) => OF_ITS_TYPE.test(path))).toBe(true))
  await waitFor(() => expect(document.querySelector('option[value="pump-2"]')).not.toBeNull())
  expect(document.querySelector('option[value="pump-1"]')).toBeNull()
  await user.type(field, 'mp-2{Enter}')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ beside: 'pump-2' }))
  await waitFor(() => expect(server.asked.some((path) => path.startsWith('/v1/series?device=pump-2'))).toBe(true))
  expect(await screen.findByRole('img', { name: /^temperature from .*, beside pump-2$/ })).toBeInTheDocument()
  await waitFor(() => expect(drawn.at(-1)).toHaveLength(6)) // two tables, joined
  await user.click(screen.getByRole('button', { name: 'Leave out pump-2' }))
  expect(router.state.location.search).toEqual({})
})

test('a device to compare with that is not there is said to be not there', async () => {
  const stub = globalThis.fetch as (path: string, options: RequestInit) => Promise<Response>
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) =>
    path.startsWith('/v1/series?device=ghost')
      ? Response.json({ detail: 'no stored reading is of this device' }, { status: 404 })
      : stub(path, options),
  )
  openPage('/devices/pump-1?beside=ghost')
  expect(await screen.findByText('ghost: no stored reading is of this device')).toBeInTheDocument()
})

test('what was expected is asked for at its own pace, and its absence says why', async () => {
  server.more['/v1/series'] = (query) =>
    query.has('expected') ? { ...SERIES, expected_missing: 'the signal is not judged' } : SERIES
  openPage('/devices/pump-1')
  expect(await screen.findByText('nothing is expected: the signal is not judged')).toBeInTheDocument()
  const asked = server.asked.filter((path) => path.includes('expected=true'))
  expect(asked).toHaveLength(1)
  const query = new URLSearchParams(asked[0]!.split('?')[1])
  expect(query.get('to')! >= TIME && query.get('to')! < '2026-11-27T22:00').toBe(true)
  expect(screen.getByRole('list', { name: 'What is drawn' })).toHaveTextContent('least to largestexpectedunusual')
})

test('its charts have a table each, with what was expected and what was unusual, by the address', async () => {
  server.more['/v1/anomalies'] = () => ({
    commit: 4,
    anomalies: [anomalyAt(0, { event_time: new Date(61_500).toISOString() })],
  })
  const router = openPage(`/devices/pump-1?${EARLY}&beside=pump-2`)
  await userEvent.click(await screen.findByRole('radio', { name: 'table' }))
  const table = await screen.findByRole('region', { name: 'temperature, a table' })
  const heads = within(table).getAllByRole('columnheader').map((cell) => cell.textContent)
  expect(heads).toEqual(['time', 'mean, °C', 'expected, °C', 'least to largest, °C', 'unusual', 'pump-2, °C'])
  await waitFor(() => expect(table).toHaveTextContent('17.5 to 18.5'))
  const rows = within(table).getAllByRole('row').slice(1)
  const texts = rows.map((row) => within(row).getAllByRole('cell').slice(1).map((cell) => cell.textContent))
  expect(texts).toEqual([
    ['18', '17.5 to 18.5', '18', '', '18'],
    ['19', '–', '19', 'unusual', '19'],
  ])
  expect(router.state.location.search).toMatchObject({ charts: 'table' })
  expect(screen.queryByRole('img', { name: /^temperature from/ })).toBeNull()
})

test('a chart is read by keys', async () => {
  openPage(`/devices/pump-1?${EARLY}`)
  const chart = await screen.findByRole('application', { name: /^temperature from/ })
  expect(chart).toHaveAccessibleDescription(/Arrow keys read its values, plus and minus zoom/)
  await waitFor(() => expect(server.asked.some((path) => path.includes('expected=true'))).toBe(true))
  const user = userEvent.setup()
  chart.focus()
  await user.keyboard('{ArrowRight}')
  const told = within(chart).getByRole('status')
  await waitFor(() => expect(told).toHaveTextContent(/^01 Jan .*: 18 °C, expected 17.5 to 18.5$/))
  await user.keyboard('{ArrowRight}{ArrowRight}')
  expect(told).toHaveTextContent(/: 19 °C$/)
  await user.tab()
  expect(told).toHaveTextContent('')
})

test('a chart is made closer and wider by keys, about what is read, and goes back', async () => {
  server.more['/v1/devices'] = () => ({
    commit: 4, total: 1, devices: [{ ...deviceOf('pump-1'), oldest_time: '1970-01-01T00:00:00.000Z' }],
  })
  const router = openPage(`/devices/pump-1?${EARLY}`)
  const user = userEvent.setup()
  const chart = await screen.findByRole('application', { name: /^temperature from/ })
  await waitFor(() => expect(drawn.at(-1)?.[0]).toEqual([1, 61]))
  chart.focus()
  await user.keyboard('{ArrowLeft}{Enter}')
  const at = (seconds: number) => new Date(seconds * 1000).toISOString()
  await waitFor(() => expect(router.state.location.search).toEqual({ from: at(31), to: at(91) }))
  await user.keyboard('-')
  await waitFor(() => expect(router.state.location.search).toEqual({ from: at(1), to: at(121) }))
  expect(chart).toHaveFocus()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(router.state.location.search).toEqual({}))
})

test('what is read stays read as the time goes on', async () => {
  openPage('/devices/pump-1')
  let shift = 0
  const NEWEST_MS = Date.parse(TIME)
  server.more['/v1/series'] = () => ({ ...SERIES, time_ms: [-120_000, -60_000].map((ms) => NEWEST_MS + ms + shift) })
  const chart = await screen.findByRole('application', { name: /^temperature from/ })
  await waitFor(() => expect(drawn.at(-1)?.[0]).toHaveLength(2))
  chart.focus()
  await userEvent.keyboard('{ArrowRight}')
  const told = within(chart).getByRole('status')
  expect(told).toHaveTextContent(': 18 °C')
  shift = 400
  server.more['/v1/devices'] = () => ({
    commit: 5, total: 1, devices: [{ ...deviceOf('pump-1'), newest_time: new Date(NEWEST_MS + 400).toISOString() }],
  })
  const before = server.asked.length
  await waitFor(() => expect(server.asked.slice(before).some((path) => path.startsWith('/v1/series'))).toBe(true), {
    timeout: 8_000,
  })
  await waitFor(() => expect(drawn.at(-1)?.[0]?.at(-1)).toBeCloseTo((NEWEST_MS - 60_000 + shift) / 1000))
  expect(told).toHaveTextContent(': 18 °C')
}, 12_000)
