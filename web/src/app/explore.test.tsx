// The page Explore as it is seen: what it asks for a choice, and what it shows.
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answer, newest, openExplore, panel, SCRIPT, server, startServer } from '../test-explore'
import { drawn } from '../test-uplot'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(startServer)
afterEach(() => vi.unstubAllGlobals())

test('a day of one signal is asked of the readings, in buckets', async () => {
  openExplore()
  expect(await within(await panel()).findByRole('button', { name: 'lock' })).toBeInTheDocument()
  expect(server.asked).toHaveLength(1)
  expect(newest()).toBe(`WITH reduced AS (
  SELECT 'all devices' AS "group",
    to_timestamp(floor(epoch(event_time) / 120) * 120) AS time,
    count(*) AS n,
    avg("temperature") AS mean,
    min("temperature") AS low,
    max("temperature") AS high
  FROM device_metrics
  WHERE event_time >= TIMESTAMPTZ '2026-11-26T12:00:00.000Z' AND event_time < TIMESTAMPTZ '2026-11-27T12:00:00.000Z' AND "temperature" IS NOT NULL
  GROUP BY ALL
), ranked AS (
  SELECT "group", row_number() OVER (ORDER BY sum(n) DESC, "group") AS place,
    count(*) OVER () AS groups
  FROM reduced
  GROUP BY "group"
)
SELECT "group", time, n, mean, low, high, groups
FROM reduced JOIN ranked USING ("group")
WHERE place <= 12
ORDER BY place, time`)
  expect(server.asked[0]!.rows_max).toBe(10_000)
})

test('a commit does not ask again, the button does', async () => {
  const { user, queries } = openExplore()
  expect(await within(await panel()).findByRole('button', { name: 'lock' })).toBeInTheDocument()
  await queries.invalidateQueries({ refetchType: 'active' })
  expect(server.asked).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: 'Ask again' }))
  await waitFor(() => expect(server.asked).toHaveLength(2))
})

test('signals are what is measured, groups are what devices are told apart by', async () => {
  openExplore()
  const signals = within(await screen.findByRole('group', { name: 'Signals' })).getAllByRole('button')
  expect(signals.map((button) => button.textContent)).toEqual(['temperature', 'say "hi"'])
  const groups = within(screen.getByLabelText('Groups')).getAllByRole('option')
  expect(groups.map((option) => option.textContent)).toEqual(['all together', 'each device', 'device_type'])
})

test('a week is asked of the sums of hours, and groups are what devices last named', async () => {
  openExplore({ span: 'week', by: 'device_type', devices: ["o'hara"] })
  await panel()
  await waitFor(() => expect(server.asked).toHaveLength(1))
  expect(newest()).toContain('FROM rollups_hour LEFT JOIN members USING (device_id)')
  expect(newest()).toContain('sum("temperature_sum") / sum("temperature_n") AS mean')
  expect(newest()).toContain('CAST(arg_max("device_type", event_time) AS VARCHAR) AS _group')
  expect(newest()).toContain("AND device_id IN ('o''hara')")
})

test('groups that were left out are told, and a name stays text', async () => {
  openExplore({ by: 'device_type' })
  const shown = await panel()
  expect(await within(shown).findByText(/the 2 groups with the most values, 13 left out/)).toBeInTheDocument()
  expect(within(shown).getByRole('button', { name: SCRIPT })).toBeInTheDocument()
  expect(document.querySelector('img')).toBeNull()
  const times = [1_795_737_600, 1_795_737_720]
  const first = [[23, 23], [18, 18], [20.5, 20.75]]
  const second = [[5, undefined], [4, undefined], [4.25, undefined]]
  expect(drawn.at(-1)).toEqual([times, ...first, ...second])
})

test('a choice stands in the address, is asked, and back takes it away', async () => {
  const { user, history } = openExplore()
  await user.click(await screen.findByRole('button', { name: 'say "hi"' }))
  expect(await panel('say "hi"')).toBeInTheDocument()
  expect(history.location.search).toContain('signals=')
  expect(newest()).toContain('avg("say ""hi""") AS mean')
  await user.selectOptions(screen.getByLabelText('Time'), 'last hour')
  await waitFor(() => expect(newest()).toContain("TIMESTAMPTZ '2026-11-27T11:00:00.000Z'"))
  expect(history.location.search).toContain('span=hour')
  history.back()
  await waitFor(() => expect(screen.getByLabelText('Time')).toHaveValue('last day'))
  history.back()
  await waitFor(() => expect(screen.queryByRole('region', { name: 'say "hi"' })).toBeNull())
})

test('a device is added by its id and left out again', async () => {
  const { user, history } = openExplore()
  await user.type(await screen.findByLabelText('Devices'), 'hall/pump-7{Enter}')
  await waitFor(() => expect(newest()).toContain("device_id IN ('hall/pump-7')"))
  expect(screen.getByLabelText('Groups')).toHaveValue('each device')
  await user.click(screen.getByRole('button', { name: 'Leave out hall/pump-7' }))
  await waitFor(() => expect(history.location.search).not.toContain('devices'))
})

test('the numbers of a picture are a table', async () => {
  openExplore({ table: true })
  const table = await screen.findByRole('region', { name: 'temperature, a table' })
  const cells = within(within(table).getAllByRole('row')[1]!).getAllByRole('cell')
  expect(cells.map((cell) => cell.textContent)).toEqual([
    SCRIPT, expect.stringContaining('27 Nov'), '1,200', '20.5', '18', '23',
  ])
})

test('the views ask each their own question', async () => {
  const { user } = openExplore({ signals: ['temperature', 'say "hi"'] })
  await user.click(await screen.findByRole('button', { name: 'Correlation' }))
  await waitFor(() => expect(newest()).toContain('corr(x, y) AS correlation'))
  expect(newest()).toContain('CAST("temperature" AS DOUBLE) AS x, CAST("say ""hi""" AS DOUBLE) AS y')
  server.lines = answer(['time', 'n', 'mean', 'low', 'high'], [['2026-11-27T00:00:00Z', 5, 21, 20, 22]])
  await user.click(screen.getByRole('button', { name: 'Calendar' }))
  await waitFor(() => expect(newest()).toContain('ORDER BY hour DESC'))
  expect(await screen.findByRole('img', { name: 'temperature, its mean by day and hour: 1 days' })).toBeInTheDocument()
  server.lines = answer(
    ['group', 'from_value', 'to_value', 'n', 'share', 'bin', 'groups'],
    [['all devices', 0, 1, 7, 1, 0, 1]],
  )
  await user.click(screen.getByRole('button', { name: 'Distribution' }))
  await waitFor(() => expect(newest()).toContain('OVER (PARTITION BY "group") AS share'))
  expect(await screen.findAllByText(/percent of 7 readings/)).toHaveLength(2)
})

test('a correlation needs two signals', async () => {
  openExplore({ view: 'correlation' })
  expect(await screen.findByText('Choose two signals')).toBeInTheDocument()
  expect(server.asked).toHaveLength(0)
})

test('what nothing was read of says so', async () => {
  server.lines = answer(['group', 'time', 'n', 'mean', 'low', 'high', 'groups'], [])
  openExplore()
  expect(await screen.findByText('No readings')).toBeInTheDocument()
})

test('a refusal is told in the words of the server, and asked again', async () => {
  server.refusal = { status: 422, detail: 'the query needs more time than it may' }
  const { user } = openExplore()
  expect(await screen.findByRole('alert')).toHaveTextContent('the query needs more time than it may')
  server.refusal = null
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await within(await panel()).findByRole('button', { name: 'lock' })).toBeInTheDocument()
})
