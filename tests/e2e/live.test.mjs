// What is live moves by itself, and goes on where it was after the server was away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, settled, textThat } from './browser.mjs'
import { until } from './client.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const DEVICES = 10
// What a browser says of questions to a server that is away, or has just begun.
const NOBODY_THERE = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|: 503 of|status of 503/
let lines

const here = stage({
  fill: async (server) => {
    lines = fleetLines({ devices: DEVICES, minutes: 120, seed: 2 })
    await server.send(lines)
  },
})

/** So many records of now, of a device that there is. */
function fresh(count) {
  const record = JSON.parse(lines[0])
  const now = Date.now()
  return Array.from({ length: count }, (_, place) => {
    const timestamp = new Date(now - (count - place)).toISOString()
    return JSON.stringify({ ...record, timestamp })
  })
}

/** The number that a card of the overview shows. */
const card = (page, label) => page.locator('main').getByText(label, { exact: true }).locator('..')
const countIn = (text) => Number(/\d[\d,.]*/.exec(text)?.[0].replaceAll(',', ''))

test('numbers move while records arrive, and nobody asks', async () => {
  const page = await openPage(here.browser, here.server)
  await page.goto('/')
  await settled(page)
  await page.getByText('Live', { exact: true }).waitFor()
  const received = card(page, 'Records received')
  const { received: before } = await here.server.ask('/v1/books')
  await textThat(received, (text) => countIn(text) === before, 'what was received')
  await here.server.send(fresh(500))
  await textThat(received, (text) => countIn(text) === before + 500, 'what was received')
  const rate = card(page, 'Records per second')
  const sending = (async () => {
    for (let second = 0; second < 30; second++) await here.server.send(fresh(50))
  })()
  await textThat(rate, (text) => countIn(text) > 0, 'records per second')
  await sending
  page.expectNone()
  await page.context().close()
})

test('a server that was away is gone on with where it was, without a reload', async () => {
  const page = await openPage(here.browser, here.server)
  const cursors = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/live')) cursors.push(request.headers()['last-event-id'])
  })
  await page.goto('/')
  await settled(page)
  await page.getByText('Live', { exact: true }).waitFor()
  await here.server.send(fresh(5)) // whose commit gives the stream a cursor
  await page.evaluate(() => (window.isTheSame = true))
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /account-page/.test(name)))
  page.expectNone()

  await here.server.stop()
  await page.getByText('Not connected', { exact: true }).waitFor()
  await page.getByText('not connected', { exact: true }).waitFor()
  // Every page came while the server was there, so that a click leads to one.
  const nav = page.getByRole('navigation')
  await nav.getByRole('link', { name: 'Platform' }).click()
  await page.getByRole('heading', { name: 'Platform' }).waitFor()
  await nav.getByRole('link', { name: 'Overview' }).click()
  await here.server.start()
  await page.getByText('Live', { exact: true }).waitFor()
  const { received } = await here.server.ask('/v1/books')
  await here.server.send(fresh(7))
  const shown = card(page, 'Records received')
  await textThat(shown, (text) => countIn(text) === received + 7, 'what was received')

  assert.equal(await page.evaluate(() => window.isTheSame), true)
  assert.equal(cursors[0], undefined)
  await until('the stream was asked for again', () => cursors.length > 1)
  assert.match(cursors.at(-1), /^\d+;1@\d+:\d+$/)
  const others = page.troubles.filter((trouble) => !NOBODY_THERE.test(trouble))
  assert.deepEqual(others, [])
  await page.context().close()
})
