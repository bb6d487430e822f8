// The overview left open while records arrive and it is told ten times a second: processor time for
// each message that came, and whether memory stays.
import { openPage, settled } from '../tests/e2e/browser.mjs'
import { fleetLines } from '../tests/e2e/server.mjs'
import { SEED } from './web_lake.mjs'
import { counters } from './web_page.mjs'

const LIVE = 'topics=fleet,books&fleet_interval_ms=100'
const SEND_EVERY_MS = 100
const DEVICES = 50
const LOOKS = 10
const WAIT_MS = 180_000
const WARM_UP_MS = 10_000

/** Counts the events of the stream that the page follows, by one of its own. */
async function countEvents(server, count, signal) {
  const headers = server.key ? { authorization: `Bearer ${server.key}` } : {}
  const response = await fetch(`${server.url}/v1/live?${LIVE}`, { headers, signal })
  for await (const piece of response.body.pipeThrough(new TextDecoderStream()))
    count.events += piece.split('\ndata:').length - 1
}

/** Ten requests a second, each a reading of every one of some devices. */
function sendSteadily(server) {
  const records = fleetLines({ devices: DEVICES, minutes: 2, seed: SEED }).map((line) => JSON.parse(line))
  const newest = new Map(records.map((record) => [record.device_id, record]))
  const sent = { failures: 0 }
  const timer = setInterval(() => {
    const timestamp = new Date().toISOString()
    const lines = [...newest.values()].map((record) => `${JSON.stringify({ ...record, timestamp })}\n`)
    server.ask('/v1/readings', lines.join('')).catch(() => sent.failures++)
  }, SEND_EVERY_MS)
  return { sent, stop: () => clearInterval(timer) }
}

export async function leftOpen(browser, server, minutes, say) {
  const page = await openPage(browser, server)
  page.setDefaultTimeout(WAIT_MS)
  // The page asks for one message a second; here it gets ten.
  await page.route('**/v1/live?*', (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set('fleet_interval_ms', '100')
    return route.continue({ url: url.href })
  })
  const count = { events: 0 }
  const stop = new AbortController()
  const counting = countEvents(server, count, stop.signal).catch(() => undefined)
  const sending = sendSteadily(server)
  try {
    await page.goto('/')
    await settled(page)
    await page.waitForTimeout(WARM_UP_MS)
    await measure(page, count, minutes, say)
    say('live: requests that were not taken', sending.sent.failures, 'requests', 0)
  } finally {
    sending.stop()
    stop.abort()
    await counting
    await page.context().close()
  }
}

async function measure(page, count, minutes, say) {
  const { read, heapBytes } = await counters(page)
  const heaps_mb = [(await heapBytes()) / 1e6]
  const begun = Date.now()
  const before = { ...(await read()), events: count.events }
  let collecting_ms = 0 // looking at memory is no work of the page's own
  for (let look = 1; look <= LOOKS; look++) {
    await page.waitForTimeout((minutes * 60_000) / LOOKS)
    const { task_ms: from } = await read()
    heaps_mb.push((await heapBytes()) / 1e6)
    collecting_ms += (await read()).task_ms - from
  }
  const after = await read()
  const messages = count.events - before.events
  const seconds = (Date.now() - begun) / 1_000
  const work = after.task_ms - before.task_ms - collecting_ms
  say(`live, ${minutes} min: messages a second`, messages / seconds, '/s')
  say('live: processor time of the page a message', work / messages, 'ms', 12)
  say('live: share of a core', work / seconds / 10, '%')
  say('live: memory at the end', heaps_mb.at(-1), 'MB')
  // From the first look on: what is kept once is there by then.
  say('live: growth of memory after the first tenth', 100 * (heaps_mb.at(-1) / heaps_mb[1] - 1), '%', 10)
}
