// How complete the readings are, as it is seen, with answers in place of a server.
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'

const SCRIPT = '<img src=x onerror=alert(1)>'
const FLEET = [
  [480, 484, 1, 2, SCRIPT, 0, 60, 90, [0, 3], [60, 30]],
  [480, 484, 1, 2, 'pump-7', 482, 60, 120, [2, 3], [60, 60]],
]
const DAYS = [['2026-11-28', 4_000, 1], ['2026-11-27', 1_000, 250]]
const COMMIT_TIME = '2026-11-26T12:00:00Z'
const THEN = ['2026-11-20T10:00:00Z', COMMIT_TIME] // of a device, as of then
let fleet: unknown[][]
let own: unknown[][]
let asked: string[]

beforeEach(() => {
  fleet = FLEET
  own = OWN
  asked = []
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (path === '/v1/query') return Response.json({ commit: 4, rows: rowsOf(String(options.body)) })
    if (/^\/v1\/books\?.*by=/.test(path)) return Response.json({ commit: 4, rows: [] })
    const answer = ANSWERS[path.replace(/\?.*/, '')]
    return answer ? Response.json(answer) : Response.json({ detail: 'not there' }, { status: 404 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function rowsOf(body: string): unknown[][] {
  const { sql } = JSON.parse(body) as { sql: string }
  asked.push(sql)
  if (sql.includes('late')) return DAYS
  if (sql.includes('min(first_time)')) return [THEN]
  return sql.includes('WHERE device_id =') ? own : fleet
}
// Two whole hours before the newest reading of the answers' device, and the one that it is in.
const NEWEST = Math.floor(Date.parse('2026-11-27T21:22:01.768Z') / 3_600_000)
const OWN = [[NEWEST - 2, NEWEST + 1, 1, 0, 60, [1, 2], [30, 3]]]
const levelsOf = (strip: HTMLElement) => [...strip.querySelectorAll('rect')].map(({ dataset }) => dataset.level)

test('the map has a line for each device, with what is missing in words', async () => {
  openPage('/quality')
  const map = await screen.findByRole('list', { name: 'Completeness by device' })
  expect(within(map).getAllByRole('listitem')).toHaveLength(2)
  const strip = `${SCRIPT}: 37.5 % came, 2 of 4 without readings`
  expect(within(map).getByRole('img', { name: strip })).toBeInTheDocument()
  expect(within(map).getByText('100 %')).toBeInTheDocument()
  expect(map.textContent).toContain('no reading of 60')
  expect(document.querySelector('img')).toBeNull()
  expect(screen.getByText('All 2 devices, the least complete first.')).toBeInTheDocument()
  expect(screen.getByRole('list', { name: 'Colours' })).toHaveTextContent('less than 50 %')
})

test('the table says the same, and both are chosen by the address', async () => {
  const router = openPage('/quality?span=30+d')
  await userEvent.click(await screen.findByRole('radio', { name: 'table' }))
  const table = await screen.findByRole('region', { name: 'Completeness, a table' })
  const row = within(table).getByText('pump-7').closest('tr')!
  const cells = within(row).getAllByRole('cell').map((cell) => cell.textContent)
  expect(cells).toEqual(['pump-7', '100 %', '120', '60', '0', '0'])
  expect(router.state.location.search).toMatchObject({ span: '30 d', view: 'table' })
  expect(asked.some((sql) => sql.includes('max(hour) // 24 - 30)'))).toBe(true)
})

test('devices that are left out are said to be', async () => {
  fleet = FLEET.map((row) => row.with(3, 4_000))
  openPage('/quality')
  expect(await screen.findByText('The least complete 2 of 4,000 devices.')).toBeInTheDocument()
})

test('a lake without a whole hour says so', async () => {
  fleet = []
  openPage('/quality')
  expect(await screen.findByText('No whole hour is there yet')).toBeInTheDocument()
})

test('lateness has a share for each day', async () => {
  openPage('/quality')
  const table = await screen.findByRole('region', { name: 'Late readings by day' })
  const row = within(table).getByText('2026-11-27').closest('tr')!
  expect(row).toHaveTextContent('25.0 %')
  expect(within(table).getByText('0.025 %')).toBeInTheDocument()
})

test('a device has a strip, the hour that is now is not judged, and its id is quoted', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-27T21:22:30Z') })
  openPage("/devices/o'neill")
  const region = await screen.findByRole('region', { name: 'Completeness' })
  expect(await within(region).findByText('25.0 %')).toBeInTheDocument()
  const strip = within(region).getByRole('img', { name: '25.0 % came; hours without readings: 1' })
  expect(levelsOf(strip)).toEqual(['none', 'some', 'unknown'])
  expect(asked.some((sql) => sql.includes("device_id = 'o''neill'"))).toBe(true)
})

test('the hour of its newest reading is judged once it is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-28T03:00:00Z') })
  openPage('/devices/pump-1')
  const strip = await screen.findByRole('img', { name: '18.3 % came; hours without readings: 1' })
  expect(levelsOf(strip)).toEqual(['none', 'some', 'few'])
})

test('looking back, the hour of the commit is not judged', async () => {
  const commit = Math.floor(Date.parse('2026-11-26T12:00:00Z') / 3_600_000)
  own = [[commit - 2, commit + 1, 1, 0, 60, [0, 1], [60, 60]]]
  openPage('/devices/pump-1?as_of=3')
  const strip = await screen.findByRole('img', { name: '100 % came; hours without readings: 0' })
  expect(levelsOf(strip)).toEqual(['full', 'full', 'unknown'])
})

test('a time of centuries is cut to what the device has, in cells that can be seen', async () => {
  openPage('/devices/pump-1?from=1700-01-01T00:00:00Z&to=2260-01-01T00:00:00Z')
  await screen.findByRole('img', { name: / came; / })
  const sql = asked.find((text) => text.includes('AS since'))!
  const [, since, until, unit] = /(\d+) AS since, (\d+) AS until, (\d+) AS unit/.exec(sql)!.map(Number)
  expect((until! - since!) / unit!).toBeLessThanOrEqual(801)
})

test('a time that ends before it begins is the usual one', async () => {
  openPage('/devices/pump-1?from=2026-11-27T12:00:00Z&to=2026-11-27T08:00:00Z')
  expect(await screen.findByLabelText('Time')).toHaveValue('24 h')
  const strip = await screen.findByRole('img', { name: / came; / })
  expect(strip.getAttribute('viewBox')).toMatch(/^0 0 24/)
})
