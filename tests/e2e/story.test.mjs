// The whole story, as somebody on watch lives it: a fault, the reason on the screen, what was said of
// it, and all of that found again as it was, after the lake's files are others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage } from './browser.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const DEVICES = 20
const SENDS_MAX = 200
let lines

const here = stage({
  options: { cut_interval_ms: 20 },
  fill: async (server) => {
    lines = fleetLines({ devices: DEVICES, minutes: 600 })
    await server.send(lines)
  },
})

/** A record of now like the device's others but for what is given. */
function recordOf(device, values) {
  const own = lines.findLast((line) => JSON.parse(line).device_id === device)
  return JSON.stringify({ ...JSON.parse(own), timestamp: new Date().toISOString(), ...values })
}

function temperaturesOf(device) {
  const own = lines.map((line) => JSON.parse(line)).filter(({ device_id: id }) => id === device)
  return own.map(({ temperature }) => temperature)
}

async function mergedAfter(server, commit) {
  const { lakes } = await server.ask('/v1/status')
  return lakes[0].commits.find((one) => one.commit > commit && one.kinds.includes('compaction'))
}

/** Each record a commit, until there are so many small files that the server has merged them. */
async function sendUntilMerged(server, device, commit) {
  for (let sent = 0; sent < SENDS_MAX; sent++) {
    const merged = await mergedAfter(server, commit)
    if (merged) return merged
    await server.send([recordOf(device, {})])
  }
  throw new Error(`nothing was merged after ${SENDS_MAX} commits`)
}

test('a fault is on the screen with its reason, is acknowledged, confirmed, and found again', async (t) => {
  const { server, browser } = here
  const page = await openPage(browser, server)
  const { device_id: faulty } = JSON.parse(lines[0])
  const { device_id: sound } = JSON.parse(lines.find((line) => !line.includes(faulty)))
  const reason = new RegExp(
    `^temperature 95.0 °C of ${faulty} is far above all that was ever seen of it: (.*) to (.*) °C so far$`,
  )
  const detail = page.getByRole('article', { name: 'What was found' })
  const became = detail.getByRole('region', { name: 'What became of it' })
  let anomaly

  await t.test('before, nothing unusual was found', async () => {
    await page.goto('/anomalies')
    await page.getByText('Nothing unusual was found').waitFor()
  })

  await t.test('the fault is told while the page is open, with the reason and what adds up to it', async () => {
    await server.send([recordOf(faulty, { temperature: 95 })])
    const list = page.getByRole('region', { name: 'Anomalies, a list' })
    await list.getByRole('button').filter({ hasText: 'temperature 95.0 °C' }).click()
    await detail.getByRole('heading', { name: reason }).waitFor()
    await detail.getByText('95 °C', { exact: true }).waitFor()
    const shares = await detail.getByRole('table', { name: 'What adds up to the score' }).innerText()
    assert.match(shares, /score\s+1\.000/)
    const { anomalies } = await server.ask(`/v1/anomalies?device=${faulty}&kind=range`)
    anomaly = anomalies[0]
    assert.equal(anomalies.length, 1)
    await detail.getByRole('heading', { name: anomaly.reason }).waitFor()
    const [, least, most] = reason.exec(anomaly.reason)
    const usual = temperaturesOf(faulty)
    assert.ok(Math.abs(least - Math.min(...usual)) < 0.1, anomaly.reason)
    assert.ok(Math.abs(most - Math.max(...usual)) < 0.1, anomaly.reason)
  })

  await t.test('it is acknowledged, then confirmed with a comment', async () => {
    await became.getByRole('button', { name: 'Acknowledge' }).click()
    await became.getByText('acknowledged', { exact: true }).waitFor()
    await became.getByRole('button', { name: 'Confirm' }).click()
    await became.getByText('confirmed', { exact: true }).waitFor()
    await became.getByRole('textbox', { name: 'Comment' }).fill('the valve was open')
    await became.getByRole('button', { name: 'Send' }).click()
    await became.getByText('the valve was open').waitFor()
    const { anomalies } = await server.ask(`/v1/anomalies?id=${anomaly.anomaly_id}`)
    assert.equal(anomalies[0].status, 'confirmed')
    const said = anomalies[0].feedback.map(({ feedback }) => feedback)
    assert.deepEqual(said, ['acknowledged', 'confirmed', 'commented'])
  })

  await t.test('its file was merged away, and it is found again as of its commit, as it was then', async () => {
    const merged = await sendUntilMerged(server, sound, anomaly.commit)
    assert.ok(merged.commit > anomaly.commit)
    await page.getByRole('button', { name: 'Look back' }).click()
    await page.waitForURL(/as_of=\d+/)
    await page.goto(`/anomalies?open=${anomaly.anomaly_id}&as_of=${anomaly.commit}`)
    await page.getByText('In the past').waitFor()
    await detail.getByRole('heading', { name: reason }).waitFor()
    await became.getByText('open', { exact: true }).waitFor()
    assert.equal(await became.getByRole('button').count(), 0) // the past is not changed
    assert.equal(await page.getByText('the valve was open').count(), 0)
  })

  await t.test('a commit before, it was not there', async () => {
    await page.goto(`/anomalies?as_of=${anomaly.commit - 1}`)
    await page.getByText('Nothing unusual was found').waitFor()
  })

  await t.test('back to live, it is confirmed, also after a restart', async () => {
    await page.getByRole('button', { name: 'Back to live' }).click()
    await page.waitForURL((url) => !url.searchParams.has('as_of'))
    await page.goto(`/anomalies?open=${anomaly.anomaly_id}`)
    await became.getByText('confirmed', { exact: true }).waitFor()
    page.expectNone()
    await page.context().close()
    await server.stop()
    await server.start()
    const after = await openPage(browser, server)
    await after.goto(`/anomalies?open=${anomaly.anomaly_id}`)
    const said = after.getByRole('region', { name: 'What became of it' })
    await said.getByText('confirmed', { exact: true }).waitFor()
    await said.getByText('the valve was open').waitFor()
    after.expectNone()
  })
})
