// The page Audit as an administrator sees it, with answers in place of a server.
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPage } from '../test-page'
import { refusal, SCRIPT, server, startServer, TIME, who } from '../test-people'

const ROW_HEIGHT = 54
const RARE = 17 // the number of the one entry of its act
let asked: (string | null)[]
let count: number

function entry(number: number) {
  const act = number === RARE ? 'user_removed' : 'signed_in'
  return { number, at: TIME, by: `ada-${number}`, from: '127.0.0.1', act, about: 'bob', detail: '' }
}

function page(query: URLSearchParams) {
  asked.push(query.get('before'))
  const newest = Number(query.get('before') ?? count + 1) - 1
  const length = Math.min(newest, Number(query.get('limit')))
  const entries = Array.from({ length }, (_, place) => entry(newest - place))
  const act = query.get('act')
  if (act !== null) return { entries: act === 'user_removed' ? [entry(RARE)] : [], next: null }
  return { entries, next: newest > length ? newest - length + 1 : null }
}

beforeEach(() => {
  startServer(who('admin'))
  asked = []
  count = 450
  server.more['GET /v1/audit'] = (_, query) => page(query)
})
afterEach(() => vi.unstubAllGlobals())

const list = () => screen.findByRole('region', { name: 'Entries, a list' })
async function scrollTo(row: number) {
  const scroller = await list()
  scroller.scrollTop = row * ROW_HEIGHT
  fireEvent.scroll(scroller)
}

test('the newest comes first, in a sentence, with when and from where', async () => {
  count = 18
  openPage('/audit')
  const items = within(await list()).getAllByRole('listitem')
  expect(items).toHaveLength(18)
  expect(items[0]).toHaveTextContent('ada-18 signed in')
  expect(items[0]).toHaveTextContent('from 127.0.0.1number 18')
  expect(items[0]!.querySelector('time')).toHaveAttribute('datetime', TIME)
  expect(items[1]).toHaveTextContent('ada-17 removed the user bob')
  expect(screen.getByText('all 18')).toBeInTheDocument()
})

test('scrolling reads on to the oldest, and draws no more than is seen', async () => {
  openPage('/audit')
  await list()
  expect(asked).toEqual([null])
  await scrollTo(190)
  await waitFor(() => expect(asked).toEqual([null, '251']))
  await scrollTo(390)
  await waitFor(() => expect(asked).toEqual([null, '251', '51']))
  await scrollTo(449)
  expect(await screen.findByText('ada-1')).toBeInTheDocument()
  expect(await screen.findByText('all 450')).toBeInTheDocument()
  expect(within(await list()).getAllByRole('listitem').length).toBeLessThan(60)
})

test('an act that is picked stands in the address, and the server is asked for it', async () => {
  const router = openPage('/audit')
  await list()
  await userEvent.selectOptions(screen.getByLabelText('Act'), 'user removed')
  expect(router.state.location.search).toEqual({ act: 'user_removed' })
  expect(await screen.findByText('ada-17')).toBeInTheDocument()
  expect(within(await list()).getAllByRole('listitem')).toHaveLength(1)
  expect(await screen.findByText('all 1')).toBeInTheDocument()
})

test('an act that nobody did says so', async () => {
  openPage('/audit?act=schema_added')
  expect(await screen.findByText('Nobody has done that')).toBeInTheDocument()
})

test('a trail without entries says so', async () => {
  count = 0
  openPage('/audit')
  expect(await screen.findByText('Nobody has done anything yet')).toBeInTheDocument()
})

test('a trail that cannot be had says why', async () => {
  server.more['GET /v1/audit'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/audit')
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy')
})

test('older entries that cannot be had are said at the end, and asked for again', async () => {
  let isRefused = true
  server.more['GET /v1/audit'] = (_, query) =>
    query.has('before') && isRefused ? refusal({ status: 429, detail: 'too many' })() : page(query)
  openPage('/audit')
  await list()
  await scrollTo(190)
  expect(await within(await list()).findByRole('alert')).toHaveTextContent('too many')
  isRefused = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(asked).toContain('251'))
})

test('a script in what was written down is shown as text', async () => {
  const written = { ...entry(1), by: SCRIPT, about: SCRIPT + SCRIPT, act: SCRIPT, detail: `${SCRIPT}.`, from: SCRIPT }
  server.more['GET /v1/audit'] = () => ({ entries: [written], next: null })
  openPage('/audit')
  const text = (await list()).textContent!
  expect(text.split(SCRIPT)).toHaveLength(7)
  expect(document.querySelector('img')).toBeNull()
})
