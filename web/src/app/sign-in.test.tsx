// Signing in as it is seen, with answers in place of a server.
import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessKey } from '../lib/access-key'
import { openPage } from '../test-page'
import { acts, refusal, server, startServer, who } from '../test-people'

beforeEach(() => startServer())
afterEach(() => {
  vi.unstubAllGlobals()
  accessKey.forget()
})

const books = () => screen.findByRole('region', { name: 'The books' })
const signIn = () => screen.getByRole('button', { name: 'Sign in' })
function letIn() {
  server.who = who('viewer')
  return server.who
}

async function enter(user: ReturnType<typeof userEvent.setup>, password = 'correct horse') {
  await user.type(await screen.findByLabelText('User name'), 'ada')
  await user.type(screen.getByLabelText('Password'), password)
  await user.click(signIn())
}

test('name and password let somebody in, with the lake that the address names', async () => {
  server.more['POST /v1/session'] = letIn
  openPage('/?lake=plant')
  await enter(userEvent.setup())
  expect(await books()).toBeInTheDocument()
  expect(acts()).toEqual(['POST /v1/session {"user":"ada","password":"correct horse","lake":"plant"}'])
  expect(accessKey.read()).toBeNull()
})

test('a password manager finds the fields, and the first has the focus', async () => {
  openPage('/')
  const name = await screen.findByLabelText('User name')
  expect(name).toHaveFocus()
  expect(name).toHaveAttribute('autocomplete', 'username')
  expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a password is shown to who types it when they want to see it', async () => {
  openPage('/')
  const user = userEvent.setup()
  const field = await screen.findByLabelText('Password')
  expect(field).toHaveAttribute('type', 'password')
  await user.click(screen.getByRole('button', { name: 'Show' }))
  expect(field).toHaveAttribute('type', 'text')
})

test('a wrong password is told, and too many attempts with the time to wait', async () => {
  server.more['POST /v1/session'] = refusal({ status: 401, detail: 'name or password is wrong' })
  openPage('/')
  const user = userEvent.setup()
  await enter(user, 'guess')
  expect(await screen.findByRole('alert')).toHaveTextContent('name or password is wrong')
  server.more['POST /v1/session'] = refusal({ status: 429, detail: 'too many attempts', wait: '40' })
  await user.click(signIn())
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('too many attempts (again in 40 s)'))
})

test('the code of the second factor is asked for, and a wrong one again', async () => {
  const missing = { status: 401, detail: 'the code is missing', needs: 'code' }
  server.more['POST /v1/session'] = ({ code }) => {
    if (code === undefined) return refusal(missing)()
    return code === '123456' ? letIn() : refusal({ status: 401, detail: 'the code is wrong' })()
  }
  openPage('/')
  const user = userEvent.setup()
  await enter(user)
  const field = await screen.findByLabelText('Code')
  expect(field).toHaveFocus()
  expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  expect(field).toHaveAttribute('inputmode', 'numeric')
  expect(screen.queryByRole('alert')).toBeNull()
  await user.type(field, '000000')
  await user.click(signIn())
  expect(await screen.findByRole('alert')).toHaveTextContent('the code is wrong')
  await user.clear(field)
  await user.type(field, '123 456')
  await user.click(signIn())
  expect(await books()).toBeInTheDocument()
  expect(acts().at(-1)).toBe('POST /v1/session {"user":"ada","password":"correct horse","code":"123456"}')
})

test('from the second step one comes back to the first', async () => {
  server.more['POST /v1/session'] = refusal({ status: 401, detail: 'the code is missing', needs: 'code' })
  openPage('/')
  const user = userEvent.setup()
  await enter(user)
  await user.click(await screen.findByRole('button', { name: /^Back/ }))
  expect(screen.getByLabelText('User name')).toBeInTheDocument()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a key that was refused is forgotten before a password is sent, since it would count', async () => {
  accessKey.keep('tt_old')
  server.more['POST /v1/session'] = letIn
  openPage('/')
  expect(await screen.findByRole('alert')).toHaveTextContent('sign in first')
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: /^Use a name/ }))
  server.keys.length = 0
  await enter(user)
  await books()
  expect(new Set(server.keys)).toEqual(new Set([undefined]))
})

test('who was in and is no longer is told why', async () => {
  server.who = who('viewer')
  openPage('/')
  await books()
  server.more['GET /v1/status'] = refusal({ status: 401, detail: 'the session has ended' })
  fireEvent(window, new Event('visibilitychange')) // somebody comes back to the page
  expect(await screen.findByRole('alert')).toHaveTextContent('the session has ended')
})

test('a set-up token that is pasted leads to the first administrator', async () => {
  server.more['POST /v1/setup'] = letIn
  openPage('/')
  const user = userEvent.setup()
  await user.click(await screen.findByLabelText('User name'))
  await user.paste(' setup_8Qm2\n')
  expect(await screen.findByRole('heading', { name: 'The first administrator' })).toBeInTheDocument()
  await user.type(screen.getByLabelText('User name'), 'ada')
  const password = screen.getByLabelText('Password')
  expect(password).toHaveAttribute('autocomplete', 'new-password')
  await user.type(password, 'correct horse battery')
  await user.click(screen.getByRole('button', { name: 'Make it and sign in' }))
  expect(await books()).toBeInTheDocument()
  expect(acts()).toEqual(['POST /v1/setup {"token":"setup_8Qm2","user":"ada","password":"correct horse battery"}'])
})

test('other text that is pasted stays text', async () => {
  openPage('/')
  const user = userEvent.setup()
  await user.click(await screen.findByLabelText('User name'))
  await user.paste('ada')
  expect(screen.getByLabelText('User name')).toHaveValue('ada')
})

test('a token that does not count is told, whatever it was to make', async () => {
  server.more['POST /v1/setup'] = refusal({ status: 401, detail: 'the token was used' })
  openPage('/')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Use a key/ }))
  await user.type(screen.getByLabelText('Key'), 'setup_8Qm2')
  await user.click(screen.getByRole('button', { name: 'Go on' }))
  await user.click(await screen.findByRole('button', { name: 'Make a key instead' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('the token was used')
  await userEvent.click(screen.getByRole('button', { name: 'Enter another token' }))
  expect(screen.getByLabelText('Key')).toHaveFocus()
})
