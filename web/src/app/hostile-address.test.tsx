// Addresses that mean nothing, or little: nobody is left without a page.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { server, startServer } from '../test-anomalies'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'

beforeEach(() => {
  startServer()
  server.more['/v1/books'] = () => ({ ...(ANSWERS['/v1/books'] as object), rows: [] })
})
afterEach(() => vi.unstubAllGlobals())

test.each([
  ['/anomalies?from=zzz&to=2026-99-99&score_min=7&kind=nope&status=1&summary=x', 'Anomalies'],
  ['/explore?from=zzz&to=yyy&signals=7&view=none', 'Explore'],
  ['/devices?state=7&search[]=1', 'Devices'],
  ['/quality?span=9&view=1&log=x', 'Data quality'],
  ['/platform?since=never', 'Platform'],
  ['/sql?q=true&view=7', 'SQL'],
])('%s opens as if what means nothing was not there', async (address, name) => {
  openPage(address)
  expect(await screen.findByRole('heading', { name, level: 1 })).toBeInTheDocument()
  await waitFor(() => expect(server.asked.length).toBeGreaterThan(2))
  const asked = [...server.asked, ...server.sql.map(({ sql }) => sql)].join(' ')
  expect(asked).not.toMatch(/zzz|yyy|99-99|nope|score_min/)
  expect(screen.queryByText(/This page failed/)).toBeNull()
})

test('a page that fails leaves the navigation, and another page is a click away', async () => {
  server.more['/v1/anomalies'] = () => ({ commit: 4 }) // an answer that is none
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  openPage('/anomalies')
  expect(await screen.findByRole('alert')).toHaveTextContent('This page failed')
  await userEvent.click(within(screen.getByRole('navigation')).getByRole('link', { name: 'Devices' }))
  expect(await screen.findByRole('heading', { name: 'Devices' })).toBeInTheDocument()
  vi.restoreAllMocks()
})

test('an anomaly that is not there is said not to be, and no other takes its place', async () => {
  server.more['/v1/anomalies'] = (query) => ({
    commit: 4,
    anomalies: query.has('id') ? [] : [{ anomaly_id: 'a0', kind: 'gap', status: 'open', contributions: [], feedback: [] }],
  })
  openPage('/anomalies?open=nope')
  expect(await screen.findByText('There is no anomaly “nope”')).toBeInTheDocument()
  expect(screen.queryByRole('article', { name: 'What was found' })).toBeNull()
})

test('an anomaly that could not be asked for is not said to be missing', async () => {
  server.more['/v1/anomalies'] = (query) => {
    if (query.has('id')) throw new Error('no network')
    return { commit: 4, anomalies: [] }
  }
  openPage('/anomalies?open=a7')
  expect(await screen.findByText('This cannot be shown')).toBeInTheDocument()
  expect(screen.queryByText(/There is no anomaly/)).toBeNull()
})

test('what is no receipt is said to be none, and is not asked for', async () => {
  openPage('/quality?receipt=abc')
  expect(await screen.findByText(/This is no receipt/)).toBeInTheDocument()
  expect(server.asked.join(' ')).not.toContain('receipts')
})

test('back leads to what was chosen before, and then to the page before', async () => {
  const router = openPage('/')
  await userEvent.click(await screen.findByRole('link', { name: 'Anomalies' }))
  await userEvent.selectOptions(await screen.findByLabelText('Kind'), 'gap')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ kind: 'gap' }))
  router.history.back()
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('kind'))
  expect(router.state.location.pathname).toBe('/anomalies')
  router.history.back()
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
})
