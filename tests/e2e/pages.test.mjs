// Every page opens without a complaint of the browser, and nothing on it keeps anybody out, in the
// dark and in the light.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openPage, settled } from './browser.mjs'
import { everyPage } from './pages.mjs'
import { fleetLines } from './server.mjs'
import { stage } from './stage.mjs'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const SERIOUS = ['serious', 'critical']

const here = stage({
  fill: async (server) => {
    const lines = fleetLines({ devices: 40, minutes: 900, faults: 'all', seed: 3 })
    await server.send(lines)
  },
})

async function pagesOf(server) {
  const [[device, receipt]] = await server.query(
    'SELECT device_id, receipt FROM device_metrics ORDER BY event_time DESC LIMIT 1',
  )
  const { commit } = await server.ask('/v1/books')
  return everyPage({ device, receipt, commit }).filter(({ isElsewhere }) => !isElsewhere)
}

/** What keeps somebody out, as lines that say where. The program comes over the debugger, which the
 * page's policy does not bind. */
async function barriers(page) {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run(document))
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

for (const scheme of ['dark', 'light']) {
  test(`every page opens in the ${scheme} without errors, and nothing serious is found by axe`, async (t) => {
    const page = await openPage(here.browser, here.server, { scheme })
    for (const { path, shows } of await pagesOf(here.server)) {
      await t.test(path, async () => {
        await page.goto(path)
        await page.getByText(shows).first().waitFor()
        await settled(page)
        assert.equal(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme), scheme)
        assert.deepEqual(await barriers(page), [])
        page.expectNone()
      })
    }
    await page.context().close()
  })
}

test('a page that lies is noticed: what is looked for here is found where it is', async () => {
  const page = await openPage(here.browser, here.server)
  await page.goto('/keys')
  await settled(page)
  await page.evaluate(() => {
    const image = document.createElement('img')
    image.src = 'data:image/png;base64,AAAA' // which the policy does not allow
    document.querySelector('main').append(image)
  })
  await page.waitForTimeout(200)
  assert.match((await barriers(page)).join('\n'), /^image-alt: /)
  assert.match(page.troubles.join('\n'), /policy: img-src data/)
  await page.context().close()
})
