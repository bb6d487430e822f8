// The map of the fleet as it is seen, with answers in place of a server.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'

const SCRIPT = '<img src=x onerror=alert(1)>'
const states = { connected: 0, silent: 0, faulty: 0 }
const CLUSTERS = [
  { latitude: 52.1, longitude: 4.3, count: 17, connected: 15, silent: 1, faulty: 1, device_id: null },
  { ...states, latitude: -33.9, longitude: 18.4, count: 1, silent: 1, device_id: SCRIPT },
  { ...states, latitude: 35.7, longitude: 139.7, count: 1, connected: 1, device_id: 'hall/pump-7' },
]
let map: object
let asked: URLSearchParams[]
let tell: (commit: number) => void

beforeEach(() => {
  map = { commit: 4, total: 20, placed: 19, clusters: CLUSTERS }
  asked = []
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(context as never)
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.startsWith('/v1/live')) return new Response(liveStream())
    const [name, query] = path.split('?') as [string, string | undefined]
    if (name === '/v1/map') asked.push(new URLSearchParams(query))
    const answer = name === '/v1/map' ? map : ANSWERS[name]
    return answer ? Response.json(answer) : Response.json({}, { status: 404 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

// A stream that tells of commits.
function liveStream(): ReadableStream {
  return new ReadableStream({
    start: (stream) => {
      tell = (commit) => {
        const fleet = { time: '2026-11-27T21:22:01Z', records: 1, commit, records_per_second: commit }
        const data = JSON.stringify(fleet)
        stream.enqueue(new TextEncoder().encode(`event: fleet\ndata: ${data}\n\n`))
      }
    },
  })
}

// Takes whatever is drawn.
function context() {
  const drawn: Record<string, unknown> = {}
  return new Proxy(drawn, { get: (target, name: string) => target[name] ?? (() => undefined) })
}

async function open(address: string) {
  const router = openPage(address)
  const region = await screen.findByRole('region', { name: 'Map' })
  return { router, region, user: userEvent.setup() }
}

/** How many degrees wide the newest question is. */
function spanAsked(): number {
  const newest = asked.at(-1)!
  return Number(newest.get('east')) - Number(newest.get('west'))
}

test('clusters are asked for, counted and listed', async () => {
  const { region } = await open('/?table=true')
  const table = await within(region).findByRole('region', { name: 'Map, a table' })
  const rows = (await within(table).findAllByRole('row')).map((row) => row.textContent)
  expect(rows.slice(1)).toEqual([
    '52.10° N, 4.30° EZoom in171511',
    `33.90° S, 18.40° E${SCRIPT}1010`,
    '35.70° N, 139.70° Ehall/pump-71100',
  ])
  expect(document.querySelector('img')).toBeNull()
  expect(within(region).getByText('19 of 20 devices')).toBeInTheDocument()
  const legend = within(region).getByRole('list', { name: 'States of the devices that are seen' })
  expect(within(legend).getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'connected 16',
    'silent 2',
    'faulty 1',
  ])
  expect(Object.fromEntries(asked[0]!)).toEqual({
    west: '-180',
    south: '-90',
    east: '180',
    north: '90',
    cells: '64',
  })
})

test('a fleet without places takes a sentence, which says how they come', async () => {
  map = { commit: 4, total: 20, placed: 0, clusters: [] }
  const { region } = await open('/')
  expect(await within(region).findByText(/No device has said where it is/)).toBeInTheDocument()
  expect(within(region).getByText('latitude')).toBeInTheDocument()
  expect(region.querySelector('canvas')).toBeNull()
  expect(within(region).queryByRole('group', { name: 'Move the map' })).toBeNull()
})

test('keys zoom, which asks for less of the world, and the view stands in the address', async () => {
  const { router, region, user } = await open('/?map=52,4,4')
  const canvas = await within(region).findByRole('img', { name: /^Map, devices seen/ })
  await waitFor(() => expect(spanAsked()).toBeLessThan(200))
  const before = spanAsked()
  canvas.focus()
  await user.keyboard('+')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.00,4.00,5.00' }))
  await waitFor(() => expect(spanAsked()).toBeLessThan(before))
  await user.keyboard('{ArrowRight}-')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.00,7.52,4.00' }))
  await user.keyboard('{Home}')
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('map'))
})

test('a cluster leads closer, and a single device to its page', async () => {
  const { router, region } = await open('/?map=52.1,4.3,4')
  const canvas = await within(region).findByRole('img', { name: /devices seen: 17,/ })
  fireEvent.click(canvas, { clientX: 400, clientY: 200 })
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.10,4.30,6.00' }))
  await router.navigate({ to: '/', search: { map: '35.7,139.7,4' } as never })
  await within(region).findByRole('img', { name: /devices seen: 1,/ })
  fireEvent.click(canvas, { clientX: 400, clientY: 200 })
  expect(await screen.findByRole('heading', { name: 'hall/pump-7' })).toBeInTheDocument()
})

test('who drags does not pick, and pointing tells what is there', async () => {
  const { router, region } = await open('/?map=52.1,4.3,4')
  const canvas = await within(region).findByRole('img', { name: /devices seen: 17,/ })
  fireEvent.pointerMove(canvas, { pointerId: 1, clientX: 401, clientY: 201 })
  const told = '17 devices around 52.10° N, 4.30° E: 15 connected, 1 silent, 1 faulty'
  expect(await within(region).findByText(told)).toBeInTheDocument()
  fireEvent.pointerDown(canvas, { pointerId: 1, button: 0, clientX: 400, clientY: 200 })
  fireEvent.pointerMove(canvas, { pointerId: 1, buttons: 1, clientX: 300, clientY: 200 })
  fireEvent.pointerUp(canvas, { pointerId: 1, clientX: 300, clientY: 200 })
  fireEvent.click(canvas, { clientX: 300, clientY: 200 })
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.10,13.09,4.00' }))
})

test('buttons move the table, too', async () => {
  const { router, region, user } = await open('/?table=true&map=52,4,4')
  await user.click(await within(region).findByRole('button', { name: 'Zoom out' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.0,4.0,3.00' }))
  await user.click(await within(region).findByRole('button', { name: 'Zoom in to 52.10° N, 4.30° E' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ map: '52.10,4.30,5.00' }))
  await user.click(within(region).getByRole('button', { name: 'Show all devices' }))
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('map'))
})

test('whoever comes back to the page without a place sees all devices', async () => {
  const { router, region, user } = await open('/?table=true')
  await within(region).findByRole('link', { name: 'hall/pump-7' })
  const all = spanAsked()
  await user.click(within(region).getByRole('button', { name: 'Zoom in' }))
  await waitFor(() => expect(router.state.location.search).toHaveProperty('map'))
  await waitFor(() => expect(spanAsked()).toBeLessThan(all))
  await router.navigate({ to: '/', search: { table: true } as never })
  await waitFor(() => expect(spanAsked()).toBe(all))
})

test('a page that looks back says that the map does not', async () => {
  const { region } = await open('/?as_of=3')
  expect(await within(region).findByText('of the newest state')).toBeInTheDocument()
  expect(asked[0]!.has('as_of')).toBe(false)
})

test('a commit asks again, but not more often than every five seconds', async () => {
  const real = Date.now
  let ahead_ms = 0
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ahead_ms)
  const { region } = await open('/?table=true')
  await within(region).findByRole('link', { name: 'hall/pump-7' })
  const questions = asked.length
  const rate = screen.getByRole('region', { name: 'Records per second' })
  tell(4)
  expect(await within(rate).findByText('4')).toBeInTheDocument()
  map = { ...map, commit: 5, clusters: CLUSTERS.slice(0, 1) }
  ahead_ms = 5_000
  tell(5)
  await waitFor(() => expect(within(region).queryByRole('link', { name: 'hall/pump-7' })).toBeNull())
  expect(asked).toHaveLength(questions + 1)
  tell(6)
  expect(await within(rate).findByText('6')).toBeInTheDocument()
  expect(asked).toHaveLength(questions + 1)
})
