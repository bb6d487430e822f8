// The dashboard in Chromium over a large lake: what it takes to open it, to move a chart and the map,
// and to leave it open. Without a GPU, at 1,440 by 900 pixels.
//
// usage: node bench/web_scale.mjs [OPTION...]      after `make web` and `tools/setup web browser`
//   --devices N        of the fleet (default: 100000)
//   --rows N           of the whole lake (default: 50000000)
//   --points N         of one device among them, whose chart is moved (default: 10000000)
//   --folder DIR       where the lake is made, and found again (default: build/bench)
//   --live-minutes N   how long the overview is left open (default: 10)
//   --server URL       measure this server in place of a lake of its own
//   --key KEY          of it, with the scopes read and ingest
//   --long DEVICE      its device with a long past (default: long-1), whose readings of
//                      --points seconds from 2025-01-01 on are shown
// Exits with 1 where something is not as it must be.
import { parseArgs } from 'node:util'
import { openBrowser, openPage, settled } from '../tests/e2e/browser.mjs'
import { Client } from '../tests/e2e/client.mjs'
import { Server } from '../tests/e2e/server.mjs'
import { LONG, longWindow, makeLake } from './web_lake.mjs'
import { leftOpen } from './web_live.mjs'
import { framesOf, openingTimes, quantile, rowsUnseen, watchTasks, workOf } from './web_page.mjs'

const OPENINGS = 3
const STEPS = 240
const TIMES = 20
const ROWS_BESIDE = 16 // eight on either side of what is seen
const WAIT_MS = 180_000
const STARTED = { ms: 900_000, pause: 500 } // a register of many devices takes its time

const { values: given } = parseArgs({
  options: {
    devices: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '50000000' },
    points: { type: 'string', default: '10000000' },
    folder: { type: 'string', default: 'build/bench' },
    'live-minutes': { type: 'string', default: '10' },
    server: { type: 'string' },
    key: { type: 'string', default: '' },
    long: { type: 'string', default: LONG },
  },
})
const points = Number(given.points)
const results = []

/** Keeps and prints a measure; `most` is what it may be, nothing where it only informs. */
function say(measure, got, unit, most) {
  const isMissed = most !== undefined && !(got <= most)
  results.push({ isMissed })
  const must = most === undefined ? '' : `≤ ${most} ${unit}`
  const shown = `${Number.isInteger(got) ? got : got.toFixed(2)} ${unit}`
  console.log(`| ${measure} | ${must} | ${shown}${isMissed ? ' MISSED' : ''} |`)
}

/** A new visitor, who waits for what a large lake takes long to say. */
async function enter(browser, server) {
  const page = await openPage(browser, server)
  page.setDefaultTimeout(WAIT_MS)
  return page
}

/** Run in the page. */
const isWhole = () =>
  document.querySelector('main canvas[role="img"]') !== null &&
  document.querySelector('main [aria-label="Device types, a table"]') !== null &&
  document.querySelector('main [aria-label="Loading"]') === null

async function opening(browser, server) {
  const times = []
  for (let turn = 0; turn < OPENINGS; turn++) {
    const page = await enter(browser, server)
    await watchTasks(page)
    await page.goto('/')
    times.push(await openingTimes(page, isWhole))
    await page.context().close()
  }
  const worst = (name) => Math.max(...times.map((time) => time[name]))
  say(`overview: first contentful paint, the slowest of ${OPENINGS}`, worst('paint') / 1_000, 's', 1)
  say(`overview: interactive, the slowest of ${OPENINGS}`, worst('interactive') / 1_000, 's', 2)
}

/** Moves something by the mouse, held, there and back; once for its work, once for its frames. */
async function moved(page, what, box) {
  const y = box.y + box.height / 2
  const step = (number) => {
    const turn = Math.abs(((number / 60) % 2) - 1) // from the one side to the other
    return page.mouse.move(box.x + box.width * (0.2 + 0.6 * turn), y + (number % 7))
  }
  await step(0)
  await page.mouse.down()
  const works = await workOf(page, STEPS, step)
  const frames = await framesOf(page, STEPS, step)
  await step(0) // where it began: nothing was chosen
  await page.mouse.up()
  const of = (name) => works.map((work) => work[name])
  say(`${what}: script a step, median`, quantile(of('script_ms'), 0.5), 'ms')
  say(`${what}: script a step, p95 of ${STEPS}`, quantile(of('script_ms'), 0.95), 'ms', 5)
  say(`${what}: all of the page's thread a step, p95`, quantile(of('task_ms'), 0.95), 'ms')
  say(`${what}: a frame, median of ${frames.length}`, quantile(frames, 0.5), 'ms', 17)
  say(`${what}: a frame, p95`, quantile(frames, 0.95), 'ms', 34)
}

/** Waits for what `doIt` makes the page ask of a signal; gives the answer, and how long it took. */
async function seriesAfter(page, signal, doIt) {
  const begun = performance.now()
  const asked = new RegExp(`/v1/series\\?.*signal=${signal}\\b`)
  const [answer] = await Promise.all([page.waitForResponse(asked), doIt()])
  await answer.finished()
  return { answer, seconds: (performance.now() - begun) / 1_000 }
}

async function chart(browser, server) {
  const { from, to } = longWindow(points)
  const page = await enter(browser, server)
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const address = `/devices/${given.long}?${new URLSearchParams(span)}`
  const { answer, seconds } = await seriesAfter(page, 'temperature', () => page.goto(address))
  const { count } = await answer.json()
  const readings = count.reduce((sum, one) => sum + one, 0)
  const plot = page.getByRole('region', { name: 'temperature' }).locator('.u-over')
  await plot.waitFor()
  await settled(page)
  const what = `chart over ${readings.toLocaleString('en')} readings`
  say(`${what}: there`, seconds, 's')
  const box = await plot.boundingBox()
  await moved(page, what, box)
  await otherTimes(page, what, box)
  await page.context().close()
}

/** Dragging chooses a time within the one that is shown, again and again. */
async function otherTimes(page, what, { x, y, width }) {
  const choose = async () => {
    await page.mouse.move(x + width * 0.05, y + 9)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.95, y + 9, { steps: 3 })
    await page.mouse.up()
  }
  const works = await workOf(page, TIMES, () => seriesAfter(page, 'temperature', choose))
  const scripts = works.map(({ script_ms: script }) => script)
  say(`${what}: script until another time is drawn, p95 of ${TIMES}`, quantile(scripts, 0.95), 'ms')
}

async function map(browser, server) {
  const page = await enter(browser, server)
  await page.goto('/')
  await settled(page)
  const canvas = page.locator('main canvas[role="img"]').first()
  const { total } = await server.ask('/v1/devices?limit=1')
  await page.getByRole('button', { name: 'Zoom in' }).first().click() // so that there is somewhere to go
  await page.waitForTimeout(1_000)
  await moved(page, `map over ${total.toLocaleString('en')} devices`, await canvas.boundingBox())
  await page.context().close()
}

async function tables(browser, server) {
  const sql = encodeURIComponent('SELECT device_id, event_time FROM device_metrics LIMIT 1000')
  const paths = ['/', '/?table=true', '/anomalies', '/devices', `/devices/${given.long}`, '/quality']
  paths.push('/quality?view=table', '/explore?table=true', '/platform', '/keys', `/sql?q=${sql}`)
  const page = await enter(browser, server)
  for (const path of paths) {
    await page.goto(path)
    await settled(page)
    await page.waitForTimeout(1_000)
    const name = path.replace(/q=.*/, '1,000 rows')
    say(`${name}: rows in the page that are not seen`, await rowsUnseen(page), 'rows', ROWS_BESIDE)
  }
  await page.context().close()
}

async function open(server) {
  const browser = await openBrowser()
  const { received } = await server.ask('/v1/books')
  console.log(`Chromium ${browser.version()}, ${received.toLocaleString('en')} records\n`)
  console.log('| measure | must | got |\n|---|---|---|')
  try {
    await opening(browser, server)
    await chart(browser, server)
    await map(browser, server)
    await tables(browser, server)
    await leftOpen(browser, server, Number(given['live-minutes']), say)
  } finally {
    await browser.close()
  }
}

async function main() {
  if (given.server) return open(new Client(given.server.replace(/\/$/, ''), given.key))
  const { folder } = given
  const lake = makeLake({ folder, devices: Number(given.devices), rows: Number(given.rows), points })
  const server = new Server({ lake, options: { access: 'open', cut_interval_ms: 2_000 } })
  try {
    await server.start()
    await server.devicesKnown((await server.ask('/v1/books')).commit, STARTED)
    await open(server)
  } finally {
    await server.end()
  }
}

await main()
const missed = results.filter(({ isMissed }) => isMissed).length
console.log(`\n${results.length} measures, ${missed} missed`)
process.exitCode = missed > 0 ? 1 : 0
