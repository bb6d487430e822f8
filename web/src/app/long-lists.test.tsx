// Lists of which only what is seen is drawn: the overview's anomalies, and records that were refused.
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { server, startServer } from '../test-anomalies'
import { openPage } from '../test-page'

beforeEach(startServer)
afterEach(() => vi.unstubAllGlobals())

async function scrollTo(list: HTMLElement, top: number) {
  list.scrollTop = top
  fireEvent.scroll(list)
}

test('the overview draws of its anomalies those that are seen', async () => {
  openPage('/')
  const list = await screen.findByRole('region', { name: 'Anomalies, a list' })
  expect(within(list).getAllByRole('listitem').length).toBeLessThan(30)
  expect(within(list).getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '50')
  await scrollTo(list, 49 * 82)
  expect(await within(list).findByText('anomaly number 49')).toBeInTheDocument()
  expect(within(list).queryByText('anomaly number 3')).toBeNull()
})

test('rejects are read on as one scrolls, each with its bytes', async () => {
  server.more['/v1/rejects'] = (query) => {
    const from = Number(query.get('cursor') ?? 0)
    const rejects = Array.from({ length: 50 }, (_, place) => ({
      receipt: `1:${from + place}:0`,
      reason: 'out_of_range',
      field: 'temperature',
      value: String(from + place),
      bytes: `{"number":${from + place}}`,
      ingest_time: '2026-11-27T20:00:00Z',
    }))
    return { commit: 4, rejects, ...(from === 0 ? { next: '50' } : {}) }
  }
  server.more['/v1/books'] = () => ({ commit: 4, rows: [] })
  openPage('/quality?reason=out_of_range')
  const list = await screen.findByRole('region', { name: 'Records that were refused' })
  expect(within(list).getAllByRole('listitem').length).toBeLessThan(30)
  await scrollTo(list, 45 * 118)
  const query = '/v1/rejects?reason=out_of_range&raw=true&limit=50'
  await waitFor(() => expect(server.asked).toContain(`${query}&cursor=50`))
  await scrollTo(list, 99 * 118)
  expect(await within(list).findByText('{"number":99}')).toBeInTheDocument()
  expect(within(list).getAllByRole('listitem').at(-1)).toHaveAttribute('aria-setsize', '100')
})

test('looking back, devices are those that had reported by then, and nothing of now stands beside', async () => {
  const time = '2026-11-20T10:00:00Z'
  server.rows = (sql) => (sql.includes('GROUP BY device_id') ? [['pump-1', time, time, 77, 2_000]] : [])
  openPage("/devices?as_of=3&search=o'Pump")
  const table = within(await screen.findByRole('region', { name: 'Devices' }))
  expect(table.getByRole('link', { name: 'pump-1' })).toHaveAttribute('href', '/devices/pump-1?as_of=3')
  expect(table.getAllByRole('row')[1]).toHaveTextContent('77')
  expect(screen.getByText(/^the first 1 of 2,000 that had reported by then/)).toBeInTheDocument()
  const asked = server.sql.find(({ sql }) => sql.includes('GROUP BY device_id'))!
  expect(asked.as_of).toBe('3')
  expect(asked.sql).toContain("lower('o''Pump')")
  expect(screen.queryByLabelText('State')).toBeNull()
  expect(server.asked.join(' ')).not.toContain('/v1/devices')
})
