// The page Users as an administrator sees it, with answers in place of a server.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPage } from '../test-page'
import { acts, refusal, SCRIPT, server, startServer, TIME, who } from '../test-people'

let users: { name: string; role: string; created: string; two_factor: boolean; last_signed_in: string | null }[]
const user = (name: string, more: object = {}) => {
  return { name, role: 'viewer', created: TIME, two_factor: false, last_signed_in: TIME, ...more }
}

beforeEach(() => {
  startServer(who('admin'))
  users = [user('ada', { role: 'admin' }), user('bob', { two_factor: true, last_signed_in: null })]
  server.more['GET /v1/users'] = () => ({ users })
  server.more['GET /v1/sessions'] = () => ({ sessions: [] })
})
afterEach(() => vi.unstubAllGlobals())

const table = () => screen.findByRole('region', { name: 'Users, a table' })
const change = (name: string) => screen.findByRole('region', { name: `Change ${name}` })

test('people are listed with what each may, and one knows oneself', async () => {
  openPage('/users')
  const rows = within(await table()).getAllByRole('row')
  expect(rows).toHaveLength(3)
  expect(rows[1]).toHaveTextContent(/^ada \(you\)adminoff/)
  expect(rows[2]).toHaveTextContent(/^bobvieweronnever/)
})

test('a script for a name is shown as text', async () => {
  users = [user(SCRIPT)]
  openPage(`/users?open=${encodeURIComponent(SCRIPT)}`)
  expect(within(await table()).getByText(SCRIPT)).toBeInTheDocument()
  expect(await change(SCRIPT)).toBeInTheDocument()
  expect(document.querySelector('img')).toBeNull()
})

test('a lake without users and without sessions says so', async () => {
  users = []
  openPage('/users')
  expect(await screen.findByText('The lake has no user yet')).toBeInTheDocument()
  expect(await screen.findByText('Nobody is signed in')).toBeInTheDocument()
})

test('a list that cannot be had says why in its place, beside what can', async () => {
  server.more['GET /v1/users'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/users')
  const place = await screen.findByRole('region', { name: 'Users of the lake' })
  expect(await within(place).findByRole('alert')).toHaveTextContent('too busy')
  expect(screen.getByRole('form', { name: 'A new user' })).toBeInTheDocument()
})

test('somebody is made with a role and a first password, and a name that is taken is told', async () => {
  server.more['POST /v1/users'] = refusal({ status: 409, detail: 'the name is taken' })
  openPage('/users')
  const mouse = userEvent.setup()
  const form = await screen.findByRole('form', { name: 'A new user' })
  await mouse.type(within(form).getByLabelText('User name'), 'carla')
  await mouse.type(within(form).getByLabelText('Initial password'), 'correct horse battery')
  await mouse.selectOptions(within(form).getByLabelText('Role'), 'operator')
  await mouse.click(within(form).getByRole('button', { name: 'Make the user' }))
  expect(await within(form).findByRole('alert')).toHaveTextContent('the name is taken')
  server.more['POST /v1/users'] = (body) => {
    users = [...users, user(body.name!, { role: body.role })]
    return Response.json(users.at(-1), { status: 201 })
  }
  await mouse.click(within(form).getByRole('button', { name: 'Make the user' }))
  expect(await within(form).findByText(/^carla is a user now/)).toBeInTheDocument()
  expect(within(form).getByLabelText('Initial password')).toHaveValue('')
  expect(acts().at(-1)).toBe(
    'POST /v1/users {"name":"carla","role":"operator","password":"correct horse battery"}',
  )
  expect(await within(await table()).findByText('carla')).toBeInTheDocument()
})

test('who is changed stands in the address, and gets the focus', async () => {
  const router = openPage('/users')
  const mouse = userEvent.setup()
  const button = within(await table()).getByRole('button', { name: 'Change bob' })
  expect(button).toHaveAttribute('aria-expanded', 'false')
  await mouse.click(button)
  const place = await change('bob')
  expect(router.state.location.search).toEqual({ open: 'bob' })
  expect(place.parentElement).toHaveFocus()
  await mouse.click(within(place).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(router.state.location.search).toEqual({}))
})

test('an address that names nobody says so', async () => {
  openPage('/users?open=nobody')
  expect(await screen.findByText('There is no user “nobody”')).toBeInTheDocument()
})

test('a role is changed, and nobody is left out by it', async () => {
  server.more['POST /v1/users/ada'] = refusal({ status: 409, detail: 'nobody could administer' })
  openPage('/users?open=ada')
  const mouse = userEvent.setup()
  const place = await change('ada')
  expect(within(place).getByText(/this one too/)).toBeInTheDocument()
  expect(within(place).getByRole('button', { name: 'Give the role' })).toBeDisabled()
  await mouse.selectOptions(within(place).getByLabelText('Role'), 'viewer')
  await mouse.click(within(place).getByRole('button', { name: 'Give the role' }))
  expect(await within(place).findByRole('alert')).toHaveTextContent('nobody could administer')
  expect(acts()).toEqual(['POST /v1/users/ada {"role":"viewer"}'])
})

test('a password is set', async () => {
  server.more['POST /v1/users/bob'] = () => users[1]
  openPage('/users?open=bob')
  const mouse = userEvent.setup()
  const form = await screen.findByRole('form', { name: 'Another password' })
  await mouse.type(within(form).getByLabelText('New password'), 'correct horse battery')
  await mouse.click(within(form).getByRole('button', { name: 'Set the password' }))
  expect(await within(form).findByText(/tell them/)).toBeInTheDocument()
  expect(acts()).toEqual(['POST /v1/users/bob {"password":"correct horse battery"}'])
})

test('a second factor is turned off when somebody is sure', async () => {
  server.more['DELETE /v1/users/bob/two-factor'] = () => {
    users[1]!.two_factor = false
    return users[1]
  }
  openPage('/users?open=bob')
  const mouse = userEvent.setup()
  await mouse.click(await screen.findByRole('button', { name: 'Turn the second factor of bob off' }))
  expect(acts()).toEqual([])
  await mouse.click(screen.getByRole('button', { name: 'Turn it off' }))
  expect(await screen.findByText(/^The second factor is off/)).toBeInTheDocument()
  expect(acts()).toEqual(['DELETE /v1/users/bob/two-factor'])
})

test('who is removed is asked about once more, and then gone from list and address', async () => {
  server.more['DELETE /v1/users/bob'] = () => users.pop()
  const router = openPage('/users?open=bob')
  const mouse = userEvent.setup()
  await mouse.click(await screen.findByRole('button', { name: 'Remove bob' }))
  await mouse.click(screen.getByRole('button', { name: 'Keep' }))
  expect(screen.getByRole('button', { name: 'Remove bob' })).toHaveFocus()
  await mouse.keyboard('{Enter}')
  expect(screen.getByRole('button', { name: 'Remove for good' })).toHaveFocus()
  await mouse.keyboard('{Escape}')
  expect(screen.getByRole('button', { name: 'Remove bob' })).toHaveFocus()
  await mouse.click(screen.getByRole('button', { name: 'Remove bob' }))
  expect(acts()).toEqual([])
  await mouse.click(screen.getByRole('button', { name: 'Remove for good' }))
  await waitFor(() => expect(router.state.location.search).toEqual({}))
  await waitFor(() => expect(screen.queryByText('bob')).toBeNull())
  expect(acts()).toEqual(['DELETE /v1/users/bob'])
})

test('sessions of everybody are named by their people', async () => {
  const session = { id: 's2', user: 'bob', role: 'viewer', created: TIME, last_used: TIME, expires: TIME }
  server.more['GET /v1/sessions'] = () => ({
    sessions: [{ ...session, agent: 'curl/8.5.0', remote: '10.0.0.7', own: false }],
  })
  server.more['DELETE /v1/sessions/s2'] = refusal({ status: 404, detail: 'it has ended' })
  openPage('/users')
  const mouse = userEvent.setup()
  const sessions = await screen.findByRole('region', { name: 'Sessions, a table' })
  expect(within(sessions).getByText('bob')).toBeInTheDocument()
  await mouse.click(within(sessions).getByRole('button', { name: /^End the session of bob/ }))
  await mouse.click(within(sessions).getByRole('button', { name: 'End it' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('it has ended')
})
