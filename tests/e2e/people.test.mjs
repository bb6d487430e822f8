// People at a server that nobody has used: the first administrator by the printed token, others by
// the first, each role with what it may, a second factor, and the audit of all of it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { openPage, settled } from './browser.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const PASSWORD = 'correct horse battery'
const here = stage({
  fill: async (server) => {
    // By the key of a program; people come without one.
    await server.send(fleetLines({ devices: 20, minutes: 900, faults: 'all', seed: 3 }))
    server.keyOfProgram = server.key
    server.key = ''
  },
})

async function signIn(page, user, password = PASSWORD) {
  await page.goto('/')
  await page.getByLabel('User name').fill(user)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Somebody new at a browser of their own, who has signed in. */
async function visitor(user) {
  const page = await openPage(here.browser, here.server)
  await signIn(page, user)
  await page.getByText('The books').first().waitFor()
  return page
}

/** The code of the present step and some more (RFC 6238). */
function codeOf(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
  const digest = createHmac('sha1', key).update(step).digest()
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function makeUser(page, name, role) {
  const form = page.getByRole('form', { name: 'A new user' })
  await form.getByLabel('User name').fill(name)
  await form.getByLabel('Initial password').fill(PASSWORD)
  await form.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await form.getByRole('button', { name: 'Make the user' }).click()
  await page.getByRole('region', { name: 'Users, a table' }).getByText(name).waitFor()
}

const links = (page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()

test('a key of a program makes the first user, who signs in', async () => {
  const { server } = here
  server.key = server.keyOfProgram
  await server.ask('/v1/users', { name: 'ada', role: 'admin', password: PASSWORD })
  server.key = ''
  const page = await visitor('ada')
  const cookies = await page.context().cookies()
  assert.deepEqual(
    cookies.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite]),
    [['__Host-telltale', true, true, 'Strict']],
  )
  assert.equal(await page.evaluate(() => document.cookie), '')
  assert.equal(await page.evaluate(() => sessionStorage.getItem('telltale-key')), null)
  await page.reload()
  await page.getByText('The books').first().waitFor()
  await page.context().close()
})

test('an administrator makes users, and each sees what the role may', async () => {
  const ada = await visitor('ada')
  await ada.goto('/users')
  await makeUser(ada, 'vic', 'viewer')
  await makeUser(ada, 'olga', 'operator')
  assert.ok((await links(ada)).includes('Audit'))
  const vic = await visitor('vic')
  for (const name of ['Keys', 'Users', 'Audit']) assert.ok(!(await links(vic)).includes(name), name)
  await vic.goto('/users')
  await vic.getByText(/admin/).first().waitFor()
  assert.equal(await vic.getByRole('form', { name: 'A new user' }).count(), 0)
  const olga = await visitor('olga')
  for (const [page, buttons] of [[vic, 0], [olga, 1]]) {
    await page.goto('/anomalies')
    await page.getByRole('region', { name: 'Anomalies, a list' }).getByRole('button').first().click()
    await settled(page)
    await page.getByText('Expected', { exact: false }).first().waitFor()
    assert.equal(await page.getByRole('button', { name: /^Confirm/ }).count(), buttons)
  }
  for (const page of [ada, vic, olga]) await page.context().close()
})

test('whose session is ended is asked to sign in again, and a wrong password is refused', async () => {
  const [ada, vic] = [await visitor('ada'), await visitor('vic')]
  await ada.goto('/users')
  await ada.getByRole('button', { name: 'Change vic' }).click()
  const another = ada.getByRole('region', { name: 'Another role' })
  await another.getByRole('combobox', { name: 'Role' }).selectOption('operator')
  await another.getByRole('button').last().click()
  await vic.getByLabel('User name').waitFor()
  await signIn(vic, 'vic', 'not the password')
  await vic.getByText('the name or the password is not right').waitFor()
  await signIn(vic, 'vic')
  await vic.getByText('The books').first().waitFor()
  for (const page of [ada, vic]) await page.context().close()
})

test('a second factor is set up by its code, and asked for from then on', async () => {
  const olga = await visitor('olga')
  await olga.goto('/account')
  const factor = olga.getByRole('form', { name: 'Second factor' })
  await factor.getByLabel('Present password').fill(PASSWORD)
  await factor.getByRole('button', { name: 'Set it up' }).click()
  const confirm = olga.getByRole('form', { name: 'Confirm the second factor' })
  await confirm.getByRole('img', { name: 'The secret as a QR code' }).waitFor()
  const secret = (await confirm.locator('code').innerText()).replaceAll(/\s/g, '')
  await confirm.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await confirm.getByRole('button', { name: 'Turn it on' }).click()
  await olga.getByText('besides the password. If you lose it', { exact: false }).waitFor()
  await olga.getByRole('button', { name: 'Sign out' }).click()
  await olga.getByLabel('User name').waitFor()
  await signIn(olga, 'olga')
  await olga.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1)) // the present one was used
  await olga.getByRole('button', { name: /sign in/i }).click()
  await olga.getByText('The books').first().waitFor()
  await olga.context().close()
})

test('the audit tells all of it in sentences', async () => {
  const ada = await visitor('ada')
  await ada.goto('/audit')
  const list = ada.getByRole('region', { name: 'Entries, a list' })
  for (const sentence of [/ada made the user\s+olga/, /ada changed the user\s+vic/,
                          /vic was not let in/, /olga turned on their second factor/])
    await list.getByText(sentence).first().waitFor()
  await ada.getByRole('combobox', { name: 'Act' }).selectOption('user made')
  await ada.waitForURL(/act=/)
  await list.getByText(/made the user\s+vic/).waitFor()
  assert.equal(await list.getByText(/signed in/).count(), 0)
  // Who has not signed in yet is told so, which a browser calls an error.
  assert.deepEqual(ada.troubles.filter((text) => !text.includes('401')), [])
  await ada.context().close()
})
