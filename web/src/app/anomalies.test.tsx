// The page Anomalies as it is seen, with thousands of them in place of a server.
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { server, startServer } from '../test-anomalies'
import { openPage } from '../test-page'

beforeEach(startServer)
afterEach(() => vi.unstubAllGlobals())

const ROW_HEIGHT = 76
const list = () => screen.findByRole('region', { name: 'Anomalies, a list' })
const items = (region: HTMLElement) => within(region).getAllByRole('listitem')

async function scrollTo(row: number) {
  const scroller = (await list()).firstElementChild as HTMLElement
  scroller.scrollTop = row * ROW_HEIGHT
  fireEvent.scroll(scroller)
}

test('no more rows are drawn than are seen, and each says where it stands', async () => {
  openPage('/anomalies')
  const region = await list()
  expect(items(region).length).toBeLessThan(40)
  expect(items(region)[0]).toHaveAttribute('aria-posinset', '1')
  expect(items(region)[0]).toHaveAttribute('aria-setsize', '-1')
})

test('scrolling reads on to the last, page by page', async () => {
  server.count = 450
  openPage('/anomalies')
  const region = await list()
  await scrollTo(180)
  await waitFor(() => expect(server.asked).toContain('/v1/anomalies?limit=200&cursor=200'))
  expect(server.asked).not.toContain('/v1/anomalies?limit=200&cursor=400')
  expect(within(region).getByText('anomaly number 180')).toBeInTheDocument()
  await scrollTo(390)
  await waitFor(() => expect(server.asked).toContain('/v1/anomalies?limit=200&cursor=400'))
  await scrollTo(449)
  expect(await within(region).findByText('anomaly number 449')).toBeInTheDocument()
  expect(items(region).at(-1)).toHaveAttribute('aria-setsize', '450')
  expect(items(region).length).toBeLessThan(40)
})

test('keys go on from the open one, with the focus, wherever the list was scrolled to', async () => {
  const router = openPage('/anomalies')
  const user = userEvent.setup()
  const region = await list()
  within(region).getAllByRole('button')[0]!.focus()
  await user.keyboard('jj')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ open: 'a2' }))
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-anomaly', 'a2'))
  await scrollTo(150)
  expect(document.activeElement).toHaveAttribute('data-anomaly', 'a2')
  await user.keyboard('{ArrowDown}')
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-anomaly', 'a3'))
  expect(region.firstElementChild!.scrollTop).toBe(3 * ROW_HEIGHT)
  await user.keyboard('k')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ open: 'a2' }))
})

test('letters go through the list wherever the focus is, but where one writes; arrows only within it', async () => {
  const router = openPage('/anomalies')
  await list()
  const user = userEvent.setup()
  await user.keyboard('jj')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ open: 'a2' }))
  ;(document.activeElement as HTMLElement).blur()
  await user.keyboard('{ArrowDown}')
  expect(router.state.location.search).toMatchObject({ open: 'a2' })
  screen.getByLabelText('Kind').focus()
  await user.keyboard('k')
  expect(router.state.location.search).toMatchObject({ open: 'a2' })
})

test('an anomaly that a link opens is brought to where it is seen', async () => {
  openPage('/anomalies?open=a150')
  const region = await list()
  expect(await within(region).findByText('anomaly number 150')).toBeInTheDocument()
  expect(region.firstElementChild!.scrollTop).toBe(149 * ROW_HEIGHT)
})

test('an anomaly that the list does not have yet is asked for by its id', async () => {
  openPage('/anomalies?open=a777')
  const detail = await screen.findByRole('article', { name: 'What was found' })
  expect(await within(detail).findByRole('heading', { name: 'anomaly number 777' })).toBeInTheDocument()
  expect(server.asked).toContain('/v1/anomalies?limit=1&id=a777')
})

test('a page that cannot be had is said at the end of the list, and asked for again', async () => {
  let isRefused = true
  const stub = globalThis.fetch as (path: string, options: RequestInit) => Promise<Response>
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path.includes('cursor') && isRefused) return Response.json({ detail: 'too busy' }, { status: 429 })
    return stub(path, options)
  })
  openPage('/anomalies')
  const region = await list()
  await scrollTo(190)
  expect(await within(region).findByRole('alert')).toHaveTextContent('too busy')
  isRefused = false
  await userEvent.click(within(region).getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(server.asked).toContain('/v1/anomalies?limit=200&cursor=200'))
})

test('what a link narrows the list to is asked for and can be taken away', async () => {
  const router = openPage('/anomalies?device=hall/pump-7&from=2026-11-27T20:00:00Z&to=2026-11-27T21:00:00Z')
  await list()
  expect(server.asked).toContain(
    '/v1/anomalies?device=hall%2Fpump-7&since=2026-11-27T20%3A00%3A00Z&until=2026-11-27T21%3A00%3A00Z&limit=200',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Any device, not only hall/pump-7' }))
  expect(router.state.location.search).not.toHaveProperty('device')
  await userEvent.click(screen.getByRole('button', { name: /Any time/ }))
  expect(router.state.location.search).toEqual({})
})

test('of a page of the past that lacks rows it is said which', async () => {
  const times = { from: '2025-01-01T00:00:00Z', to: '2025-03-01T00:00:00Z' }
  server.more['/v1/anomalies'] = () => ({
    commit: 3, anomalies: [], missing: { commit: 9, event_time: times, received: null },
  })
  openPage('/anomalies?as_of=3')
  expect(await screen.findByRole('note')).toHaveTextContent(/rows measured from 01 Jan 2025 .* to 01 Mar 2025 .* left/)
})

test('a list of the past that is empty as rows have left is not said to be of nothing', async () => {
  server.more['/v1/anomalies'] = () => ({ commit: 3, anomalies: [], missing: { commit: 9, event_time: null, received: null } })
  openPage('/?as_of=3')
  expect(await screen.findByRole('note')).toHaveTextContent('Not all of then')
  expect(screen.queryByText('Nothing unusual was found')).toBeNull()
})

test('devices are read on as well', async () => {
  const device = (place: number) => ({
    device_id: `pump-${place}`, state: 'connected', newest_time: null, received: null, signals: {}, attributes: {},
  })
  server.more['/v1/devices'] = (query) => {
    const from = Number(query.get('cursor') ?? 0)
    const devices = Array.from({ length: 200 }, (_, place) => device(from + place))
    return { commit: 4, total: 400, devices, ...(from === 0 ? { next: '200' } : {}) }
  }
  openPage('/devices')
  const table = await screen.findByRole('region', { name: 'Devices' })
  expect(await screen.findByText('the first 200 of 400, more as you scroll')).toBeInTheDocument()
  expect(within(table).getAllByRole('row').length).toBeLessThan(60)
  table.scrollTop = 190 * 34
  fireEvent.scroll(table)
  await waitFor(() => expect(server.asked).toContain('/v1/devices?limit=200&cursor=200'))
  expect(await within(table).findByRole('link', { name: 'pump-195' })).toBeInTheDocument()
  expect(within(table).getByRole('table')).toHaveAttribute('aria-rowcount', '401')
})
