// What a page shows stands in its address: a link shows somebody else the same, and back leads back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, settled } from './browser.mjs'
import { devicePath } from './pages.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const TRIES = 10
const SQL = 'SELECT device_type, count(*) AS n FROM dim_devices GROUP BY 1 ORDER BY 1'
const here = stage({
  fill: (server) => server.send(fleetLines({ devices: 80, minutes: 900, faults: 'all', seed: 5 })),
})

/** The text of the page without what only time changes: how long ago things were. */
async function textOf(page) {
  await settled(page)
  await page.waitForTimeout(300)
  const text = await page.locator('main').innerText()
  const timeless = text.replaceAll(/(< )?[0-9.]+ (ms|s|min|h|d)( ago| ?old)?\b/g, 'AGO')
  return timeless.replaceAll(/\d+ \w{3} [0-9:]+, AGO/g, 'RUN') // each browser's own, of a query
}

/** Whoever follows the page's link sees what it shows, once both show the newest commit. */
async function expectSameElsewhere(page) {
  const other = await openPage(here.browser, here.server)
  await other.goto(page.url())
  for (let tries = 0; ; tries++) {
    const [text, seen] = [await textOf(page), await textOf(other)]
    assert.ok(text.length > 100, text)
    if (text === seen) break
    if (tries === TRIES) assert.equal(seen, text)
  }
  other.expectNone()
  await other.context().close()
}

/** Each choice is made by hand, as the address is never written by the test. */
const CHOICES = {
  'anomalies by kind, status and score, one of them open': async (page) => {
    await page.goto('/anomalies')
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('unusual')
    await page.getByRole('combobox', { name: 'Status' }).selectOption('open')
    await page.getByRole('combobox', { name: 'Score' }).selectOption('0.80 and more')
    await settled(page)
    const second = page.getByRole('region', { name: 'Anomalies, a list' }).getByRole('button').nth(1)
    await second.click()
    await second.and(page.locator('[aria-pressed="true"]')).waitFor()
  },
  'the map as a table': async (page) => {
    await page.goto('/')
    await page.getByRole('region', { name: 'Map' }).getByRole('radiogroup').getByText('table').click()
    await page.getByRole('region', { name: 'Map, a table' }).waitFor()
  },
  'devices by a part of their ids': async (page) => {
    await page.goto('/devices')
    await page.getByLabel('Search devices').pressSequentially('camera')
    await page.waitForURL(/search=camera/)
    await page.getByText('In order of their ids').waitFor()
  },
  'a device over a week': async (page) => {
    await page.goto('/devices')
    await page.getByRole('region', { name: 'Devices' }).getByRole('link').first().click()
    await page.getByRole('combobox', { name: 'Time' }).selectOption('7 d')
    await page.waitForURL(/span=/)
  },
  'Explore, one signal by type': async (page) => {
    await page.goto('/explore')
    await page.getByRole('group', { name: 'Signals' }).getByRole('button', { name: 'humidity' }).click()
    await page.getByRole('combobox', { name: 'Groups' }).selectOption('device_type')
    await page.getByRole('button', { name: 'Show numbers' }).click()
    await page.waitForURL(/table=true/)
  },
  'a query and its rows': async (page) => {
    await page.goto('/sql')
    await page.getByLabel('SQL', { exact: true }).fill(SQL)
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('columnheader', { name: /^n\b/ }).waitFor()
  },
  'why records were refused': async (page) => {
    await page.goto('/quality')
    await page.getByRole('button', { name: 'out_of_range' }).click()
    await page.waitForURL(/reason=out_of_range/)
  },
  'the lake as it was': async (page) => {
    await page.goto('/anomalies')
    await page.getByRole('button', { name: 'Look back' }).click()
    await page.getByText('In the past').waitFor()
  },
}

test('a link shows the same', async (t) => {
  for (const [name, choose] of Object.entries(CHOICES)) {
    await t.test(name, async () => {
      const page = await openPage(here.browser, here.server)
      await choose(page)
      await expectSameElsewhere(page)
      page.expectNone()
      await page.context().close()
    })
  }
})

test('a board goes to somebody else as a link, and is kept there only when he says so', async () => {
  const page = await openPage(here.browser, here.server)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/explore')
  await page.getByRole('button', { name: 'Keep on a board' }).click()
  const form = page.getByRole('form', { name: 'Keep on a board' })
  await form.getByLabel('Title').fill('Warm <b>halls</b>')
  await form.getByLabel('Its name').fill('North hall')
  await form.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByRole('link', { name: 'Open the board' }).click()
  await page.getByRole('region', { name: 'Warm <b>halls</b>' }).locator('canvas').first().waitFor()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('The link is copied').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  page.expectNone()

  const other = await openPage(here.browser, here.server)
  await other.goto(link)
  await other.getByRole('heading', { name: 'North hall' }).waitFor()
  await other.getByRole('region', { name: 'Warm <b>halls</b>' }).locator('canvas').first().waitFor()
  assert.equal(await keptBoards(other), null)
  await other.getByRole('button', { name: 'Keep it' }).click()
  await other.getByRole('button', { name: 'Arrange' }).waitFor()
  assert.equal(JSON.parse(await keptBoards(other)).boards[0].name, 'North hall')
  other.expectNone()
  await Promise.all([page, other].map((one) => one.context().close()))
})

const keptBoards = (page) => page.evaluate(() => localStorage.getItem('telltale-boards'))

test('back and forward lead where one was', async () => {
  const page = await openPage(here.browser, here.server)
  const [[device]] = await here.server.query('SELECT device_id FROM dim_devices ORDER BY 1 LIMIT 1')
  await page.goto('/')
  await page.getByRole('link', { name: 'Devices', exact: true }).click()
  await page.getByRole('link', { name: device }).click()
  await page.getByText('What is known of it').waitFor()
  assert.equal(new URL(page.url()).pathname, devicePath(device))
  await page.getByRole('link', { name: 'Explore' }).click()
  await page.getByRole('button', { name: 'Calendar' }).click()
  await page.waitForURL(/view=calendar/)

  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/explore' && !url.search.includes('view'))
  await page.getByRole('button', { name: 'Over time', pressed: true }).waitFor()
  await page.goBack()
  await page.getByText('What is known of it').waitFor()
  await page.goBack()
  await page.getByText('In order of their ids').waitFor()
  await page.goBack()
  await page.getByText('The books').waitFor()
  for (let step = 0; step < 4; step++) await page.goForward()
  await page.getByRole('button', { name: 'Calendar', pressed: true }).waitFor()
  page.expectNone()
  await page.context().close()
})

test('an address that leads nowhere says so and loses nobody', async () => {
  const page = await openPage(here.browser, here.server)
  await page.goto('/')
  await page.evaluate(() => history.pushState({}, '', '/nowhere'))
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')))
  await page.getByText('There is no such page').waitFor()
  await page.getByRole('link', { name: 'Anomalies', exact: true }).click()
  await page.getByText('what was found unusual').waitFor()
  page.expectNone()
  await page.context().close()
})
