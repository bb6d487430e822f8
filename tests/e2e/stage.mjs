// What every file of tests stands on: a server with its own lake, and a browser; both end with it.
import { after, before } from 'node:test'
import { openBrowser } from './browser.mjs'
import { Server } from './server.mjs'

/** `fill` gets the server before the tests begin; `schema` and `options` are the server's. */
export function stage({ fill, ...given } = {}) {
  const here = {}
  before(async () => {
    here.server = new Server(given)
    await here.server.start()
    here.browser = await openBrowser()
    await fill?.(here.server)
  })
  after(async () => {
    await here.browser?.close()
    await here.server?.end()
  })
  return here
}
