// Keys as they are seen, with answers in place of a server.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessKey } from '../lib/access-key'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'

const TIME = '2026-11-27T21:22:01.768Z'
const KEY = {
  id: '3fk9t2h7wq4m',
  name: '<b>boiler</b>',
  scopes: ['ingest'],
  device: 'boiler-7',
  created: TIME,
  expires: null,
  revoked: null,
  last_used: null,
  state: 'active',
}
let said: string[]
let isLocked: boolean

function answerOf(method: string): Response {
  if (method === 'GET') return Response.json({ keys: [KEY], next: null })
  if (method === 'DELETE') return Response.json({ detail: 'it is the last' }, { status: 409 })
  return Response.json({ ...KEY, key: 'tt_3fk9t2h7wq4m_secret' }, { status: 201 })
}

beforeEach(() => {
  said = []
  isLocked = false
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    const name = path.replace(/\?.*/, '')
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (name.startsWith('/v1/keys') || name === '/v1/setup') {
      said.push(`${options.method} ${name} ${String(options.body ?? '')}`)
      return answerOf(options.method!)
    }
    if (isLocked && accessKey.read() === null)
      return Response.json({ detail: 'a key is needed' }, { status: 401 })
    return Response.json(ANSWERS[name] ?? {}, { status: ANSWERS[name] ? 200 : 404 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  accessKey.forget()
})

test('a key is made as it is wished, and all of it is shown once', async () => {
  openPage('/keys')
  const user = userEvent.setup()
  const form = await screen.findByRole('form', { name: 'A new key' })
  expect(within(form).getByRole('button', { name: 'Make the key' })).toBeDisabled()
  await user.type(within(form).getByLabelText('Name'), 'boiler 7')
  await user.click(within(form).getByRole('checkbox', { name: /read/ }))
  await user.click(within(form).getByRole('checkbox', { name: /ingest/ }))
  await user.selectOptions(within(form).getByLabelText('Writes as'), 'one device')
  await user.type(within(form).getByLabelText('Device'), 'boiler-7')
  await user.selectOptions(within(form).getAllByLabelText('Expires')[0]!, 'never')
  await user.click(within(form).getByRole('button', { name: 'Make the key' }))
  expect(await screen.findByDisplayValue('tt_3fk9t2h7wq4m_secret')).toBeInTheDocument()
  expect(said).toContain('POST /v1/keys {"name":"boiler 7","scopes":["ingest"],"device":"boiler-7"}')
  await user.click(screen.getByRole('button', { name: 'Done' }))
  expect(screen.queryByDisplayValue('tt_3fk9t2h7wq4m_secret')).toBeNull()
})

test('a key is revoked when somebody is sure, and a refusal is told', async () => {
  openPage('/keys')
  const user = userEvent.setup()
  const table = await screen.findByRole('region', { name: 'Keys, a table' })
  expect(await within(table).findByText('<b>boiler</b>')).toBeInTheDocument()
  await user.click(within(table).getByRole('button', { name: /^Revoke/ }))
  expect(said.some((one) => one.startsWith('DELETE'))).toBe(false)
  await user.click(within(table).getByRole('button', { name: 'Revoke for good' }))
  await waitFor(() => expect(said).toContain('DELETE /v1/keys/3fk9t2h7wq4m '))
  expect(await screen.findByRole('alert')).toHaveTextContent('it is the last')
})

test('the token of the first start makes the first key, shown before it is used', async () => {
  isLocked = true
  openPage('/')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Use a key/ }))
  await user.type(screen.getByLabelText('Key'), 'setup_8Qm2')
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  await user.click(await screen.findByRole('button', { name: 'Make a key instead' }))
  expect(await screen.findByDisplayValue('tt_3fk9t2h7wq4m_secret')).toBeInTheDocument()
  expect(said).toContain('POST /v1/setup {"token":"setup_8Qm2"}')
  expect(accessKey.read()).toBeNull()
  await user.click(screen.getByRole('button', { name: 'I have kept it' }))
  expect(await screen.findByRole('region', { name: 'The books' })).toBeInTheDocument()
  expect(accessKey.read()).toBe('tt_3fk9t2h7wq4m_secret')
})
