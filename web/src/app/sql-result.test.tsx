// What came of a query, as it is seen: a table, a picture, and ways to take it away.
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerWith, openSql, resultOf, server, startServer } from '../test-sql'
import { drawn } from '../test-uplot'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(() => {
  startServer()
  drawn.length = 0
})
afterEach(() => vi.unstubAllGlobals())

const result = () => within(screen.getByRole('region', { name: 'Result' }))
const asChart = '?q=SELECT+1&view=chart'

test('the choice of table or chart stands in the address', async () => {
  const { user, router } = await openSql('?q=SELECT+1')
  const table = await screen.findByRole('region', { name: 'Rows of the result' })
  expect(within(table).getByText('pump-7')).toBeInTheDocument()
  await user.click(result().getByLabelText('chart'))
  expect(await screen.findByRole('region', { name: 'readings by device_id, as bars' })).toBeInTheDocument()
  expect(router.state.location.search).toEqual({ q: 'SELECT 1', view: 'chart' })
  await user.click(result().getByLabelText('table'))
  await waitFor(() => expect(router.state.location.search).toEqual({ q: 'SELECT 1' }))
  expect(server.asked).toHaveLength(1)
})

test('numbers over a time are lines, one for each text beside it', async () => {
  const [first, second] = ['2026-11-27T00:00:00Z', '2026-11-27T01:00:00Z']
  const rows = [[second, 'lock', 4], [first, 'lock', 3], [first, 'pump', 20], [null, 'pump', 7]]
  answerWith(resultOf(['hour TIMESTAMPTZ', 'kind VARCHAR', 'mean DOUBLE'], rows))
  await openSql(asChart)
  expect(await screen.findByRole('img', { name: '2 lines over hour, 2 places' })).toBeInTheDocument()
  const hour = Date.parse(first) / 1000
  expect(drawn.at(-1)).toEqual([[hour, hour + 3600], [3, 4], [20, undefined]])
  expect(result().getByRole('button', { name: 'lock' })).toBeInTheDocument()
  expect(result().getByText('rows without hour: 1.')).toBeInTheDocument()
})

test('texts with numbers are bars, fifty of them, with how many are left out', async () => {
  const rows = Array.from({ length: 53 }, (_, place) => [`d${place}`, null, place - 10, place * 2])
  answerWith(resultOf(['device VARCHAR', 'none BIGINT', 'low DOUBLE', 'high BIGINT'], rows))
  const { user } = await openSql(asChart)
  const bars = await screen.findByRole('region', { name: 'low by device, as bars' })
  expect(within(bars).getAllByRole('row')).toHaveLength(51)
  expect(bars.querySelectorAll('rect')).toHaveLength(50)
  expect(bars.querySelector('rect')).toHaveAttribute('width', `${(10 / 49) * 100}%`)
  expect(result().getByText(/^3 more rows are not drawn/)).toBeInTheDocument()
  await user.selectOptions(result().getByLabelText('Bars of'), 'high')
  expect(screen.getByRole('region', { name: 'high by device, as bars' })).toBeInTheDocument()
})

test.each([
  [resultOf(['a VARCHAR'], [['x']]), /no column of numbers/],
  [resultOf(['a BIGINT', 'b VARCHAR'], [[1, 'x']]), /no column of numbers/],
  [resultOf(['a STRUCT', 'b BIGINT'], [[{}, 1]]), /a, is neither a time, a number nor a text/],
  [resultOf(['a BIGINT', 'b BIGINT'], [[1, 1], [1, 2]]), /Several rows have the same a: group by it/],
  [resultOf(['a BIGINT', 'b BIGINT'], []), /It has no rows/],
])('what cannot be drawn says why (%#)', async (answer, why) => {
  answerWith(answer)
  await openSql(asChart)
  expect(await screen.findByText('This result has no chart')).toBeInTheDocument()
  expect(result().getByText(why)).toBeInTheDocument()
  expect(drawn).toEqual([])
})

test('the limits are told, and what was cut says so', async () => {
  answerWith(resultOf(['a BIGINT'], [[1], [2]], true))
  await openSql('?q=SELECT+1')
  expect(await screen.findByRole('note')).toHaveTextContent('there are more rows than these first 2')
  expect(result().getByText(/^the first 2 rows of commit 4 in \d+ ms$/)).toBeInTheDocument()
  expect(screen.getByText(/at most 1,000 rows, found in 30 s/)).toBeInTheDocument()
})

test('a result that is whole does not call itself cut', async () => {
  await openSql('?q=SELECT+1')
  expect(await result().findByText(/^2 rows of commit 4/)).toBeInTheDocument()
  expect(screen.queryByRole('note')).toBeNull()
})

test('the answer is taken away as of the commit that is shown', async () => {
  const { user, write } = await openSql('?q=SELECT+1')
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  const save = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  const csv = await result().findByRole('button', { name: 'Save as CSV' })
  await write('SELECT something else')
  server.answer = () => new Response('device_id,readings\r\n')
  await user.click(csv)
  expect(await result().findByText('CSV saved')).toBeInTheDocument()
  expect(save).toHaveBeenCalledOnce()
  expect(server.asked.at(-1)).toEqual({ sql: 'SELECT 1', as_of: '4', format: 'csv' })
  await user.click(result().getByRole('button', { name: 'Save as Arrow' }))
  expect(await result().findByText('Arrow saved')).toBeInTheDocument()
  expect(server.asked.at(-1)!.format).toBe('arrow')
})

test('only columns of numbers stand to the right', async () => {
  answerWith(resultOf(['a BIGINT', 'b DECIMAL(9,2)', 'c INTERVAL', 'd INTEGER[]'], [[1, 1.5, '01:00:00', [1, 2]]]))
  await openSql('?q=SELECT+1')
  const heads = await screen.findAllByRole('columnheader')
  expect(heads.map((head) => head.hasAttribute('data-number'))).toEqual([true, true, false, false])
})
