// What each role sees, with answers in place of a server.
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPage } from '../test-page'
import { acts, refusal, server, startServer, who } from '../test-people'

const OF_ADMINS = ['Keys', 'Users', 'Audit']
beforeEach(() => startServer(who('viewer')))
afterEach(() => vi.unstubAllGlobals())

async function namesInNavigation() {
  await screen.findByRole('link', { name: 'ada' })
  return within(screen.getByRole('navigation')).getAllByRole('link').map((link) => link.textContent)
}
const became = () => screen.findByRole('region', { name: 'What became of it' })

test.each(['viewer', 'operator'] as const)('a %s is not led to what administrators do', async (role) => {
  server.who = who(role)
  openPage('/')
  const names = await namesInNavigation()
  expect(names).toContain('Platform')
  for (const name of OF_ADMINS) expect(names).not.toContain(name)
})

test('an administrator is led to it', async () => {
  server.who = who('admin')
  openPage('/')
  const names = await namesInNavigation()
  for (const name of OF_ADMINS) expect(names).toContain(name)
})

test.each(OF_ADMINS)('the page %s says whom it is for to who comes by its address, and asks nothing', async (name) => {
  server.who = who('operator')
  openPage(`/${name.toLowerCase()}`)
  expect(await screen.findByText(`The page ${name} is not for you`)).toBeInTheDocument()
  expect(screen.getByText(/your role operator does not have/)).toBeInTheDocument()
  const asked = server.said.filter((one) => /v1\/(keys|users|sessions|audit)/.test(one))
  expect(asked).toEqual([])
})

test('who may only look has neither buttons nor keys to say what became of an anomaly, and learns why', async () => {
  openPage('/anomalies')
  const region = await became()
  expect(await within(region).findByText(/scope “operate”, which your role viewer/)).toBeInTheDocument()
  expect(within(region).queryByRole('button')).toBeNull()
  expect(within(region).queryByLabelText('Comment')).toBeNull()
  within(screen.getByRole('region', { name: 'Anomalies, a list' })).getAllByRole('button')[0]!.focus()
  await userEvent.keyboard('x')
  expect(acts().filter((one) => one.includes('feedback'))).toEqual([])
})

test('who operates has them', async () => {
  server.who = who('operator')
  openPage('/anomalies')
  const region = await became()
  expect(await within(region).findByRole('button', { name: /Confirm/ })).toBeInTheDocument()
  expect(within(region).queryByText(/is not for you/)).toBeNull()
})

test('where it is not known who looks nothing is promised', async () => {
  server.more['GET /v1/session'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/anomalies')
  const region = await became()
  expect(await within(region).findByText(/is not known: too busy/)).toBeInTheDocument()
  expect(within(region).queryByRole('button')).toBeNull()
})
