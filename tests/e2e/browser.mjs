// Debian's Chromium, and pages of it that remember what went wrong in them.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const MS_MAX = 20_000

export async function openBrowser() {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: run tools/setup browser`)
  return chromium.launch({ executablePath: CHROMIUM })
}

/** A page of a new visitor, who has the server's key. `troubles`: all that should not have been, as it
 * came; `expectNone` fails with it. */
export async function openPage(browser, server, { scheme = 'dark', width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce', // a colour on its way is none that can be read
  })
  const page = await context.newPage()
  page.setDefaultTimeout(MS_MAX)
  const troubles = []
  const trouble = (text) => troubles.push(`${new URL(page.url()).pathname}: ${text}`)
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => trouble(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    trouble(`a script was run: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('response', (response) => {
    if (response.status() >= 400) trouble(`${response.status()} of ${response.url()}`)
  })
  await context.exposeFunction('tellTrouble', trouble)
  await context.addInitScript((key) => {
    if (key !== '') sessionStorage.setItem('telltale-key', key)
    addEventListener('securitypolicyviolation', (event) =>
      window.tellTrouble(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  }, server.key)
  const expectNone = () => assert.deepEqual(troubles, [])
  return Object.assign(page, { troubles, expectNone })
}

/** Waits until nothing on the page is on its way any more. */
export async function settled(page) {
  await page.locator('main').waitFor()
  await page.waitForFunction(() => document.querySelectorAll('main [aria-label="Loading"]').length === 0)
}

/** Reads the page's text until it fits; the text is returned. */
export async function textThat(locator, fits, what) {
  const deadline = Date.now() + MS_MAX
  for (;;) {
    const text = await locator.innerText()
    if (fits(text)) return text
    assert.ok(Date.now() < deadline, `${what}: it is still ${JSON.stringify(text)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
