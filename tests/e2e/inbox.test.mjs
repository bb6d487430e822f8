// The inbox by the keyboard alone: into the list, through it, and what is found is settled by one key.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, settled } from './browser.mjs'
import { until } from './client.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const TABS_MAX = 60
const DEVICES = 90
const here = stage({ fill })

/** Each device has a fault of its own, a second after the other's. */
async function fill(server) {
  const lines = fleetLines({ devices: DEVICES, minutes: 600, seed: 9 })
  await server.send(lines)
  const newest = new Map(lines.map((line) => [JSON.parse(line).device_id, JSON.parse(line)]))
  const now = Date.now()
  const faults = [...newest.values()].map((record, place) => {
    const timestamp = new Date(now - place * 1_000).toISOString()
    return JSON.stringify({ ...record, timestamp, temperature: 95 })
  })
  await server.send(faults)
}

const openId = (page) => new URL(page.url()).searchParams.get('open')
const focused = (page) => page.evaluate(() => document.activeElement?.dataset.anomaly)

async function tabIntoList(page) {
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    await page.keyboard.press('Tab')
    if (await focused(page)) return
  }
  throw new Error(`${TABS_MAX} times the tabulator key did not lead into the list`)
}

async function statusOf(anomaly) {
  const { anomalies } = await here.server.ask(`/v1/anomalies?id=${encodeURIComponent(anomaly)}`)
  return anomalies[0].status
}

test('the list is gone through and settled by keys', async (t) => {
  const page = await openPage(here.browser, here.server)
  const { anomalies } = await here.server.ask('/v1/anomalies?limit=1000')
  const ids = anomalies.map(({ anomaly_id: id }) => id)
  const became = page.getByRole('region', { name: 'What became of it' })
  assert.ok(ids.length > 30, `${ids.length} anomalies are too few to go through`)
  await page.goto('/anomalies')
  await settled(page)

  await t.test('the first tabulator key offers to skip the navigation', async () => {
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    assert.ok(await skip.evaluate((link) => link === document.activeElement))
    await page.keyboard.press('Enter')
    await tabIntoList(page)
    assert.equal(await focused(page), ids[0])
  })

  await t.test('j and the arrow lead down, k leads up, and the address follows', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await until('the third is open', () => openId(page) === ids[2])
    await until('the focus is there', async () => (await focused(page)) === ids[2])
    await page.getByRole('heading', { name: anomalies[2].reason }).waitFor()
  })

  await t.test('a key says what becomes of the open one, and of no other', async () => {
    const verdicts = { a: 'acknowledged', c: 'confirmed', x: 'rejected', o: 'open' }
    for (const [key, status] of Object.entries(verdicts)) {
      await page.keyboard.press(key)
      await became.getByText(status, { exact: true }).waitFor()
      await until(`it is ${status}`, async () => (await statusOf(ids[2])) === status)
    }
    assert.equal(await statusOf(ids[1]), 'open')
    assert.equal(await statusOf(ids[3]), 'open')
  })

  await t.test('what is typed into the comment settles nothing', async () => {
    await page.getByRole('textbox', { name: 'Comment' }).focus()
    await page.keyboard.type('a cox')
    await page.keyboard.press('Enter')
    await became.getByText('a cox').waitFor()
    assert.equal(await statusOf(ids[2]), 'open')
  })

  await t.test('far down the focus stays in sight, with few rows in the page', async () => {
    await page.locator(`[data-anomaly="${ids[2]}"]`).focus()
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press('j')
      await until('the next is open', () => openId(page) === ids[3 + step])
    }
    await until('the focus is there', async () => (await focused(page)) === ids[27])
    await page.locator(`[data-anomaly="${ids[27]}"]`).waitFor({ state: 'visible' })
    const list = page.getByRole('region', { name: 'Anomalies, a list' })
    const rows = await list.getByRole('listitem').count()
    assert.ok(rows < 40, `${rows} rows are drawn`)
  })
  page.expectNone()
  await page.context().close()
})
