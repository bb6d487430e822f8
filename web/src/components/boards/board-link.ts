// A whole board as a part of an address: a letter that says how, and base64url.
import { BoardFault, type BoardContent, boardOfText, textOfBoard } from './board'

/** The server takes 8,000 characters of an address; some are for the lake and the time. */
export const LINK_CHARACTERS_MAX = 6_000
const TEXT_BYTES_MAX = 256 << 10
const PACKED = 'z' // by DEFLATE
const PLAIN = 'p'

export async function linkOfBoard(board: BoardContent): Promise<string> {
  const bytes = new TextEncoder().encode(textOfBoard(board))
  if (typeof CompressionStream === 'undefined') return PLAIN + base64Of(bytes)
  return PACKED + base64Of(await through(new CompressionStream('deflate-raw'), bytes))
}

/** Fails as a BoardFault. */
export async function boardOfLink(link: string): Promise<BoardContent> {
  if (link.length > LINK_CHARACTERS_MAX)
    throw new BoardFault(`the link is longer than ${LINK_CHARACTERS_MAX} characters`)
  return boardOfText(new TextDecoder().decode(await bytesOf(link)))
}

async function bytesOf(link: string): Promise<Uint8Array> {
  const [how, text] = [link.charAt(0), link.slice(1)]
  if (how !== PACKED && how !== PLAIN) throw new BoardFault('the link is not of a board')
  const bytes = bytesOfBase64(text)
  if (how === PLAIN) return bytes
  if (typeof DecompressionStream === 'undefined')
    throw new BoardFault('this browser cannot read a link that is packed: ask for the board as JSON')
  try {
    return await through(new DecompressionStream('deflate-raw'), bytes)
  } catch {
    throw new BoardFault('the link is not whole: a part of it was lost or changed')
  }
}

// What is small when it is packed may be large: it is read up to a bound.
async function through(
  { readable, writable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const writer = writable.getWriter()
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close())
  written.catch(() => undefined) // who reads is told of it
  const reader = (readable as ReadableStream<Uint8Array>).getReader()
  const parts: number[] = []
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (parts.length + part.value.length > TEXT_BYTES_MAX) {
      void reader.cancel()
      throw new RangeError('too large')
    }
    for (const byte of part.value) parts.push(byte)
  }
  return Uint8Array.from(parts)
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOfBase64(text: string): Uint8Array {
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
  } catch {
    throw new BoardFault('the link is not whole: a part of it was lost or changed')
  }
}
