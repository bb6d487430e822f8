// The pages as they are seen, with answers in place of a server.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessKey } from '../lib/access-key'
import { ANSWERS } from '../test-answers'
import { openPage as open } from '../test-page'

const SCRIPT = '<img src=x onerror=alert(1)>'
let keyNeeded: string | null
let asked: string[]

beforeEach(() => {
  keyNeeded = null
  asked = []
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    asked.push(path)
    const given = (options.headers as Record<string, string>).authorization
    if (keyNeeded !== null && given !== `Bearer ${keyNeeded}`)
      return Response.json({ detail: 'the key is not known' }, { status: 401 })
    const answer = ANSWERS[path.replace(/\?.*/, '')]
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    return answer ? Response.json(answer) : Response.json({ detail: 'not there' }, { status: 404 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  accessKey.forget()
})

test('the overview shows what the server says', async () => {
  open('/')
  const connected = await screen.findByRole('region', { name: 'Devices connected' })
  expect(await within(connected).findByText('57')).toBeInTheDocument()
  const books = screen.getByRole('region', { name: 'The books' })
  expect(await within(books).findByText('43,064')).toBeInTheDocument()
  expect(within(books).getByText('balanced')).toBeInTheDocument()
  const rate = screen.getByRole('region', { name: 'Records per second' })
  expect(within(rate).getByText('–')).toBeInTheDocument()
})

test('a script in a device id is shown as text', async () => {
  open('/')
  expect(await screen.findAllByText(SCRIPT, { exact: false })).not.toHaveLength(0)
  expect(document.querySelector('img')).toBeNull()
})

test('contributions stand above the score that they add up to', async () => {
  open('/anomalies')
  const table = await screen.findByRole('table', { name: 'What adds up to the score' })
  const shown = within(table).getAllByRole('row').map((row) => Number(row.lastChild!.textContent))
  const score = shown.pop()!
  expect(shown.reduce((sum, share) => sum + share, 0)).toBeCloseTo(score, 3)
})

test('a server with keys asks for one, and takes the right one', async () => {
  keyNeeded = 'right'
  open('/')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Use a key/ }))
  await user.type(screen.getByLabelText('Key'), 'wrong')
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('the key is not known')
  await user.clear(screen.getByLabelText('Key'))
  await user.type(screen.getByLabelText('Key'), 'right')
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  expect(await screen.findByRole('region', { name: 'The books' })).toBeInTheDocument()
})

test('what cannot be had says why, in its own place', async () => {
  open('/sql')
  expect(await screen.findByRole('alert')).toHaveTextContent('not there')
  expect(screen.getByLabelText('SQL')).toBeInTheDocument()
})

test('a filter stands in the address and in the question', async () => {
  open('/anomalies?kind=gap&nonsense=1')
  await screen.findByRole('table', { name: 'What adds up to the score' })
  expect(screen.getByLabelText('Kind')).toHaveValue('gap')
  expect(asked.some((path) => path.startsWith('/v1/anomalies?') && path.includes('kind=gap'))).toBe(true)
})

test('devices are a list, and an id with slashes is a device', async () => {
  open('/devices')
  expect(await screen.findByRole('table')).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Devices' })).toBeInTheDocument()
  cleanup()
  open('/devices/hall/pump-7')
  expect(await screen.findByRole('heading', { name: 'hall/pump-7' })).toBeInTheDocument()
  expect(asked).toContain('/v1/devices?device=hall%2Fpump-7')
})

test('a lake that is not there is said to be not there', async () => {
  open('/?lake=other')
  expect(await screen.findByText('There is no lake “other” for you')).toBeInTheDocument()
  expect(screen.getByText('What you may see: plant.')).toBeInTheDocument()
})

test('a page that looks back asks for what was, and leads to pages that do', async () => {
  const router = open('/?as_of=3')
  expect(await screen.findByText('In the past')).toBeInTheDocument()
  await waitFor(() => expect(asked).toContain('/v1/books?as_of=3'))
  expect(asked.filter((path) => path.startsWith('/v1/books') && !path.includes('as_of=3'))).toEqual([])
  const user = userEvent.setup()
  await user.click(screen.getByRole('link', { name: 'Anomalies' }))
  await screen.findByRole('table', { name: 'What adds up to the score' })
  expect(router.state.location.search).toMatchObject({ as_of: 3 })
  const isAsked = (path: string) => waitFor(() => expect(asked).toContain(path))
  await isAsked('/v1/anomalies?limit=200&as_of=3')
  asked.length = 0
  await user.click(screen.getByRole('button', { name: 'Back to live' }))
  expect(await screen.findByRole('button', { name: 'Look back' })).toBeInTheDocument()
  expect(router.state.location.search).not.toHaveProperty('as_of')
  await isAsked('/v1/anomalies?limit=200')
})

test('the slider over commits changes the address when it is let go', async () => {
  const router = open('/?as_of=4')
  const slider = await screen.findByRole('slider', { name: 'Commit' })
  fireEvent.change(slider, { target: { value: '2' } })
  expect(router.state.location.search).toMatchObject({ as_of: 4 })
  fireEvent.pointerUp(slider)
  await waitFor(() => expect(router.state.location.search).toMatchObject({ as_of: 2 }))
})

test('what people said of an anomaly is shown, and more can be said by button and key', async () => {
  const said: string[] = []
  const stub = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (!path.endsWith('/feedback')) return stub(path, options)
    said.push(`${path} ${String(options.body)}`)
    if (said.length === 3) return Response.json({ detail: 'the key may not' }, { status: 403 })
    return Response.json({ anomaly_id: '2bb8', status: 'confirmed', feedback: [] }, { status: 201 })
  })
  open('/anomalies')
  const user = userEvent.setup()
  const became = await screen.findByRole('region', { name: 'What became of it' })
  expect(within(became).getByText('acknowledged')).toBeInTheDocument()
  expect(within(became).getByText(SCRIPT)).toBeInTheDocument()
  expect(within(became).getByRole('button', { name: /Acknowledge/ })).toBeDisabled()
  await user.click(within(became).getByRole('button', { name: /Confirm/ }))
  await waitFor(() => expect(said).toEqual(['/v1/anomalies/2bb8/feedback {"feedback":"confirmed"}']))
  await user.type(within(became).getByLabelText('Comment'), 'a, c and x are letters')
  await user.click(within(became).getByRole('button', { name: 'Send' }))
  await waitFor(() => expect(said[1]).toContain('"text":"a, c and x are letters"'))
  const list = screen.getByRole('region', { name: 'Anomalies, a list' })
  within(list).getAllByRole('button')[0]!.focus()
  await user.keyboard('x')
  await waitFor(() => expect(said[2]).toContain('"feedback":"rejected"'))
  expect(await within(became).findByRole('alert')).toHaveTextContent('the key may not')
})

test('a page that was left follows nothing, and goes on when it is shown again', async () => {
  const ended: string[] = []
  const stub = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path.startsWith('/v1/live')) options.signal?.addEventListener('abort', () => ended.push(path))
    return stub(path, options)
  })
  const streams = () => asked.filter((path) => path.startsWith('/v1/live')).length
  open('/')
  await waitFor(() => expect(streams()).toBe(1))
  fireEvent(window, new Event('pagehide'))
  await waitFor(() => expect(ended).toHaveLength(1))
  fireEvent(window, new Event('pageshow'))
  await waitFor(() => expect(streams()).toBe(2))
})
