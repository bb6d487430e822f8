// Server-sent events out of a fetch, because the browser's own reader of them cannot send a key.
export interface ServerEvent {
  event: string
  data: string
  id: string
}

/** Takes text as it comes, in pieces cut anywhere, and gives the events that are whole. */
export class EventParser {
  private rest = ''

  push(piece: string): ServerEvent[] {
    const blocks = (this.rest + piece).split(/\r?\n\r?\n/)
    this.rest = blocks.pop() ?? ''
    return blocks.map(parseBlock).filter((event) => event.data !== '')
  }
}

function parseBlock(block: string): ServerEvent {
  const event: ServerEvent = { event: 'message', data: '', id: '' }
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') event.event = value
    else if (name === 'id') event.id = value
    else if (name === 'data') event.data += event.data === '' ? value : `\n${value}`
  }
  return event
}

export async function readEvents(
  response: Response,
  take: (event: ServerEvent) => void,
): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const parser = new EventParser()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    for (const event of parser.push(value)) take(event)
  }
}
