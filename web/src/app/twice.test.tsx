// Who clicks twice acts once.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'
import { acts, server, startServer, TIME, who } from '../test-people'

const made = { id: 'k2', name: 'pump', scopes: ['read'], created: TIME, expires: null, key: 'tt_k2_secret' }

beforeEach(() => {
  startServer(who('admin'))
  server.more['GET /v1/keys'] = () => ({ keys: [], next: null })
  server.more['POST /v1/keys'] = () => made
  const { anomalies } = ANSWERS['/v1/anomalies'] as { anomalies: object[] }
  let status = 'acknowledged'
  server.more['GET /v1/anomalies'] = () => ({ commit: 4, anomalies: [{ ...anomalies[0], status }] })
  server.more['POST /v1/anomalies/2bb8/feedback'] = () => {
    status = 'confirmed'
    return { anomaly_id: '2bb8', status, feedback: [] }
  }
  const stub = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (options.method === 'POST') await new Promise((resolve) => setTimeout(resolve, 20)) // as a server would
    return stub(path, options)
  })
})
afterEach(() => vi.unstubAllGlobals())

test('one key is made, whose secret is shown', async () => {
  openPage('/keys')
  await userEvent.type(await screen.findByLabelText('Name'), 'pump')
  await userEvent.dblClick(screen.getByRole('button', { name: 'Make the key' }))
  expect(await screen.findByDisplayValue('tt_k2_secret')).toBeInTheDocument()
  expect(acts()).toHaveLength(1)
})

test('an anomaly is confirmed once, and a comment is made once', async () => {
  openPage('/anomalies')
  const became = within(await screen.findByRole('region', { name: 'What became of it' }))
  await userEvent.dblClick(await became.findByRole('button', { name: /Confirm/ }))
  await waitFor(() => expect(acts()).toEqual(['POST /v1/anomalies/2bb8/feedback {"feedback":"confirmed"}']))
  await userEvent.type(became.getByLabelText('Comment'), 'worn')
  await userEvent.dblClick(became.getByRole('button', { name: 'Send' }))
  await waitFor(() => expect(became.getByLabelText('Comment')).toHaveValue(''))
  expect(acts()).toHaveLength(2)
})
