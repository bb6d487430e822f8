// What somebody writes into a device's fields is text on every page: nothing of it becomes an element
// or runs. The same in a comment, a key's name and a record that is refused.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openPage, settled } from './browser.mjs'
import { devicePath, everyPage } from './pages.mjs'
import { TOP } from './server.mjs'
import { stage } from './stage.mjs'

const MINUTES = 400
/** The script that is planted in a field; it says which. */
const planted = (field) => `<img src=x onerror=alert('${field}')><script>alert('${field}')</script>`
const ID = planted('id')
const FIELDS = Object.fromEntries(
  ['device_type', 'status', 'firmware_version', 'site', 'anomaly_reason'].map((name) => [name, planted(name)]),
)
const schema = readFileSync(join(TOP, 'schemas/smart_device.yaml'), 'utf8').replace(
  '  firmware_version:\n',
  '  firmware_version:\n  site:\n',
)

/** With one reading so high that the device's own past says it is a fault; a usual one is usual. */
function recordsOf(device, fields, high = 20) {
  return Array.from({ length: MINUTES }, (_, minute) => {
    const timestamp = new Date(Date.now() - (MINUTES - minute) * 60_000).toISOString()
    const temperature = minute === MINUTES - 5 ? high : 20 + ((minute * 7) % 11) / 10
    return { device_id: device, timestamp, temperature, latitude: 48, longitude: 11, ...fields }
  })
}

async function fill(server) {
  const records = [...recordsOf(ID, FIELDS, 95), ...recordsOf('plain', {})]
  const refused = { ...records[0], timestamp: planted('timestamp') }
  await server.send([...records, refused].map((record) => JSON.stringify(record)))
  await server.ask('/v1/keys', { name: planted('key'), scopes: ['read'] })
  const { anomalies } = await server.ask(`/v1/anomalies?device=${encodeURIComponent(ID)}&limit=1`)
  const { anomaly_id: anomaly } = anomalies[0]
  const body = { feedback: 'commented', text: planted('comment') }
  await server.ask(`/v1/anomalies/${encodeURIComponent(anomaly)}/feedback`, body)
}

const here = stage({ schema, fill })

/** Which page shows which of the texts, among all there are. */
const SHOWN = {
  '/': [ID, FIELDS.device_type],
  '/anomalies': [ID, planted('comment')],
  '/devices': [ID, FIELDS.device_type],
  '/devices/$': [ID, FIELDS.device_type, FIELDS.status, FIELDS.firmware_version, FIELDS.site],
  '/quality': [planted('timestamp')],
  '/sql': [ID, FIELDS.device_type, FIELDS.status, FIELDS.firmware_version],
  '/keys': [planted('key')],
}

function textsOf(path) {
  if (path.startsWith('/devices/%')) return SHOWN['/devices/$']
  return SHOWN[path] ?? SHOWN[path.replace(/\?q=.*/, '')] ?? []
}

/** Elements that the texts would have become. */
function grown(page) {
  return page.evaluate(() => document.querySelectorAll('img[src="x"], body script, [onerror]').length)
}

test('a script in any field of a device is text on every page', async (t) => {
  const page = await openPage(here.browser, here.server)
  const [[receipt]] = await here.server.query(
    "SELECT receipt FROM device_metrics WHERE device_id <> 'plain' LIMIT 1",
  )
  const { commit } = await here.server.ask('/v1/books')
  const seen = new Set()
  for (const { path, shows, isElsewhere } of everyPage({ device: ID, receipt, commit })) {
    if (isElsewhere) continue
    await t.test(path, async () => {
      await page.goto(path)
      await page.getByText(shows).first().waitFor()
      for (const text of textsOf(path)) {
        await page.getByText(text).first().waitFor({ state: 'attached' })
        seen.add(text)
      }
      await settled(page)
      assert.equal(await grown(page), 0)
      page.expectNone()
    })
  }
  assert.equal(seen.size, 8) // id, four attributes, the comment, the key and the refused time
  await page.context().close()
})

test('Explore names groups, devices and signals by their texts', async (t) => {
  const page = await openPage(here.browser, here.server)
  for (const by of ['device_id', 'device_type', 'site', 'status', 'firmware_version']) {
    await t.test(by, async () => {
      await page.goto(`/explore?by="${by}"`)
      await page.getByText(by === 'device_id' ? ID : FIELDS[by]).first().waitFor({ state: 'attached' })
      await settled(page)
      assert.equal(await grown(page), 0)
      page.expectNone()
    })
  }
  await page.context().close()
})

test('what an address says is text as well', async (t) => {
  const page = await openPage(here.browser, here.server)
  const text = encodeURIComponent(planted('address'))
  const asked = ['/?lake=', '/anomalies?device=', '/sql?q=', '/boards?board=']
  const paths = [devicePath(planted('address')), ...asked.map((path) => path + text)]
  for (const path of paths) {
    await t.test(path, async () => {
      await page.goto(path)
      await settled(page)
      await page.waitForTimeout(300)
      assert.equal(await grown(page), 0)
      assert.deepEqual(page.troubles.filter((trouble) => /policy:|script|error:/.test(trouble)), [])
    })
  }
  await page.context().close()
})
