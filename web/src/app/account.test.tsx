// The account of who looks, with answers in place of a server.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessKey } from '../lib/access-key'
import { openPage } from '../test-page'
import { ANSWERS } from '../test-answers'
import { acts, refusal, SCRIPT, server, startServer, TIME, who } from '../test-people'

const reload = vi.fn()
function session(more: object) {
  const some = { id: 's1', user: 'ada', role: 'viewer', created: TIME, last_used: TIME, expires: TIME }
  return { ...some, agent: 'curl/8.5.0', remote: '127.0.0.1', own: false, ...more }
}

beforeEach(() => {
  startServer(who('viewer'))
  reload.mockClear()
  vi.spyOn(location, 'reload').mockImplementation(reload)
  server.more['GET /v1/sessions'] = () => ({ sessions: [session({ own: true })] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  accessKey.forget()
})

const panel = (name: string) => screen.findByRole('region', { name })
const button = (name: string | RegExp) => screen.getByRole('button', { name })

test('the bar shows who is signed in, and leads to what they may', async () => {
  openPage('/')
  await userEvent.click(await screen.findByRole('link', { name: 'ada' }))
  const you = await panel('You')
  expect(within(you).getByText('viewer')).toBeInTheDocument()
  expect(within(you).getByText('ask')).toBeInTheDocument()
})

test('a script for a name is shown as text', async () => {
  server.who = who('viewer', { user: SCRIPT })
  openPage('/account')
  expect(await screen.findAllByText(SCRIPT)).toHaveLength(2)
  expect(document.querySelector('img')).toBeNull()
})

test('signing out ends the session, and what was shown goes', async () => {
  openPage('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }))
  await waitFor(() => expect(reload).toHaveBeenCalledOnce())
  expect(acts()).toEqual(['DELETE /v1/session'])
})

test('who cannot be signed out is told that they are in, but for a session that has ended', async () => {
  server.more['DELETE /v1/session'] = refusal({ status: 500, detail: 'the disk is full' })
  openPage('/')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Sign out' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('still signed in: the disk is full')
  expect(reload).not.toHaveBeenCalled()
  server.more['DELETE /v1/session'] = refusal({ status: 401, detail: 'it has ended' })
  await user.click(button('Sign out'))
  await waitFor(() => expect(reload).toHaveBeenCalledOnce())
})

test('a key is forgotten, and has no password', async () => {
  accessKey.keep('tt_k1_secret')
  server.who = { ...who('viewer'), id: 'k1', user: null, role: null, two_factor: null }
  openPage('/account')
  expect(await screen.findByText('A key has no password and no second factor')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'key k1' })).toBeInTheDocument()
  expect(screen.queryByLabelText('New password')).toBeNull()
  await userEvent.click(button('Sign out'))
  await waitFor(() => expect(reload).toHaveBeenCalledOnce())
  expect(accessKey.read()).toBeNull()
  expect(acts()).toEqual([])
})

test('there is nothing to sign out of on an open server', async () => {
  server.more['GET /v1/session'] = () => ANSWERS['/v1/session']
  openPage('/account')
  expect(await screen.findByText('There is nothing to sign out of')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'open server' })).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull()
})

test('an account that cannot be had says why, and is asked for again', async () => {
  server.more['GET /v1/session'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/account')
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy')
  delete server.more['GET /v1/session']
  await userEvent.click(button('Try again'))
  expect(await panel('You')).toBeInTheDocument()
})

test('a password is changed, and one that is refused is told', async () => {
  server.more['POST /v1/session/password'] = refusal({ status: 403, detail: 'the present password is wrong' })
  openPage('/account')
  const user = userEvent.setup()
  const form = await screen.findByRole('form', { name: 'Password' })
  await user.type(within(form).getByLabelText('Present password'), 'guess')
  await user.type(within(form).getByLabelText('New password'), 'correct horse battery')
  await user.click(button('Change the password'))
  expect(await within(form).findByRole('alert')).toHaveTextContent('the present password is wrong')
  server.more['POST /v1/session/password'] = () => server.who
  await user.click(button('Change the password'))
  expect(await within(form).findByText(/your other sessions have ended/)).toBeInTheDocument()
  expect(within(form).getByLabelText('New password')).toHaveValue('')
  expect(acts().at(-1)).toBe(
    'POST /v1/session/password {"password":"guess","new_password":"correct horse battery"}',
  )
})

test('a second factor is begun, drawn, and counts once its code came back', async () => {
  const secret = 'JBSWY3DPEHPK3PXP'
  server.more['POST /v1/session/two-factor'] = () => ({ secret, uri: `otpauth://totp/T:ada?secret=${secret}` })
  server.more['POST /v1/session/two-factor/confirm'] = refusal({ status: 403, detail: 'the code is wrong' })
  openPage('/account')
  const user = userEvent.setup()
  const begin = await screen.findByRole('form', { name: 'Second factor' })
  await user.type(within(begin).getByLabelText('Present password'), 'correct horse')
  await user.click(button('Set it up'))
  expect(await screen.findByText('JBSW Y3DP EHPK 3PXP')).toBeInTheDocument()
  const picture = await screen.findByRole('img', { name: 'The secret as a QR code' })
  expect(picture.querySelector('path')!.getAttribute('d')!.length).toBeGreaterThan(1000)
  await user.type(screen.getByLabelText('Code'), '111 222')
  await user.click(button('Turn it on'))
  expect(await screen.findByRole('alert')).toHaveTextContent('the code is wrong')
  server.more['POST /v1/session/two-factor/confirm'] = () => who('viewer', { two_factor: true })
  await user.click(button('Turn it on'))
  expect(await screen.findByText(/needs a code of your authenticator/)).toBeInTheDocument()
  expect(screen.queryByText(/JBSW/)).toBeNull()
  expect(acts().at(-1)).toBe('POST /v1/session/two-factor/confirm {"code":"111222"}')
})

test('a second factor that is begun is given up', async () => {
  server.more['POST /v1/session/two-factor'] = () => ({ secret: 'JBSW', uri: 'otpauth://totp/T' })
  openPage('/account')
  const user = userEvent.setup()
  const begin = await screen.findByRole('form', { name: 'Second factor' })
  await user.type(within(begin).getByLabelText('Present password'), 'correct horse')
  await user.click(button('Set it up'))
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  expect(screen.queryByText('JBSW')).toBeNull()
  expect(button('Set it up')).toBeInTheDocument()
})

test('a wrong password begins no second factor', async () => {
  server.more['POST /v1/session/two-factor'] = refusal({ status: 403, detail: 'the password is wrong' })
  openPage('/account')
  const user = userEvent.setup()
  const begin = await screen.findByRole('form', { name: 'Second factor' })
  await user.type(within(begin).getByLabelText('Present password'), 'guess')
  await user.click(button('Set it up'))
  expect(await within(begin).findByRole('alert')).toHaveTextContent('the password is wrong')
})

test("one's other sessions are ended when somebody is sure, and not the one that is used", async () => {
  server.more['GET /v1/sessions'] = () => ({
    sessions: [
      session({ own: true }),
      session({ id: 's/2', agent: SCRIPT, remote: '10.0.0.7', last_used: null }),
      session({ id: 's3', user: 'bob', remote: '10.0.0.8' }),
    ],
  })
  openPage('/account')
  const user = userEvent.setup()
  const table = await screen.findByRole('region', { name: 'Sessions, a table' })
  expect(within(table).getAllByRole('row')).toHaveLength(3)
  expect(within(table).getByText(SCRIPT)).toBeInTheDocument()
  expect(within(table).getByText('this one')).toBeInTheDocument()
  await user.click(within(table).getByRole('button', { name: 'End the session of ada from 10.0.0.7' }))
  expect(acts()).toEqual([])
  await user.click(within(table).getByRole('button', { name: 'End it' }))
  await waitFor(() => expect(acts()).toEqual(['DELETE /v1/sessions/s%2F2']))
})
