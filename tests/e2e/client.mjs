// Who asks a server, wherever it is, over HTTP as anybody can.
const MS_MAX = 60_000

/** Asks again and again until the answer is true, which is returned. */
export async function until(what, isSo, { ms = MS_MAX, pause = 50 } = {}) {
  const deadline = Date.now() + ms
  for (;;) {
    const answer = await isSo()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** Who asks a server, wherever it is; without a key where it asks for none. */
export class Client {
  constructor(url = '', key = '') {
    this.url = url
    this.key = key
  }

  /** The answer as JSON; with a body it is a POST. A text is sent as it is, as lines of records. */
  async ask(path, body) {
    const isLines = typeof body === 'string'
    const response = await fetch(this.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(this.key ? { authorization: `Bearer ${this.key}` } : {}),
        'content-type': isLines ? 'application/x-ndjson' : 'application/json',
      },
      body: body === undefined || isLines ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(MS_MAX),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  async query(sql) {
    return (await this.ask('/v1/query', { sql })).rows
  }

  /** Sends lines in requests of `batch`, and waits until they are committed and the register knows. */
  async send(lines, batch = 2_000) {
    const { received } = await this.ask('/v1/books')
    for (let at = 0; at < lines.length; at += batch)
      await this.ask('/v1/readings', `${lines.slice(at, at + batch).join('\n')}\n`)
    const books = await until('all is committed', async () => {
      const now = await this.ask('/v1/books')
      return now.received >= received + lines.length && now
    })
    await this.devicesKnown(books.commit)
    return books
  }

  /** Until the register of devices has followed the lake so far. */
  devicesKnown(commit, options) {
    const page = () => this.ask('/v1/devices?limit=1').catch(() => null)
    return until('the register is as new', async () => ((await page())?.commit ?? -1) >= commit, options)
  }
}
