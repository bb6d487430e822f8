// Where boards are kept: this file alone knows. They stay in the browser until they are removed.
import { BrowserText } from '../../lib/browser-text'
import {
  type Board,
  BoardFault,
  lineOf,
  NAME_MAX,
  objectOf,
  type Tile,
  tileOf,
  TILES_MAX,
  tilesOf,
  VERSION,
} from './board'
import { newId } from './board-changes'

export interface Kept {
  boards: Board[]
  /** False where a part of what is kept could not be read, and is left out. */
  isWhole: boolean
}
const browser = new BrowserText('telltale-boards')
export const BOARDS_MAX = 50
export const CHARACTERS_MAX = 1_000_000

let known: { text: string | null; kept: Kept } = { text: null, kept: { boards: [], isWhole: true } }

export const keptBoards = {
  /** The same object until something changes. */
  read(): Kept {
    const text = browser.read()
    if (text !== known.text) known = { text, kept: keptOf(text) }
    return known.kept
  },

  /** Fails as a BoardFault where that is more than may be kept; then all is as it was. */
  write(boards: Board[]): void {
    const text = JSON.stringify({ version: VERSION, boards })
    if (boards.length > BOARDS_MAX) throw new BoardFault(`at most ${BOARDS_MAX} boards are kept: remove one first`)
    for (const { name, tiles } of boards) {
      lineOf(name, NAME_MAX, 'the name')
      if (tiles.length > TILES_MAX) throw new BoardFault(`at most ${TILES_MAX} tiles are on a board: “${name}” is full`)
    }
    if (text.length > CHARACTERS_MAX) throw new BoardFault('the boards are too large together: remove one first')
    try {
      browser.write(text)
    } catch {
      throw new BoardFault('this browser keeps nothing more: export the board as JSON')
    }
  },

  subscribe: browser.subscribe,
}

function keptOf(text: string | null): Kept {
  const kept: Kept = { boards: [], isWhole: true }
  if (text === null) return kept
  const skip = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch {
      kept.isWhole = false
      return undefined
    }
  }
  const list = skip(() => listOf(text)) ?? []
  const boards = list.map((value, place) => skip(() => boardOf(value, `boards[${place}]`, skip)))
  kept.boards = uniqueOf(boards.filter((board) => board !== undefined))
  return kept
}

function listOf(text: string): unknown[] {
  const { version, boards } = objectOf(JSON.parse(text), 'all')
  if (version !== VERSION || !Array.isArray(boards)) throw new BoardFault('not known')
  return boards.slice(0, BOARDS_MAX)
}

function boardOf(value: unknown, at: string, skip: <T>(read: () => T) => T | undefined): Board {
  const given = objectOf(value, at)
  const tiles = tilesOf(given.tiles).map((tile, place) => skip(() => keptTile(tile, `${at}.tiles[${place}]`)))
  return {
    id: idOf(given.id),
    name: lineOf(given.name, NAME_MAX, `${at}.name`),
    tiles: uniqueOf(tiles.filter((tile) => tile !== undefined)),
  }
}

function keptTile(value: unknown, at: string): Tile {
  const { id, ...content } = objectOf(value, at)
  return { id: idOf(id), ...tileOf(content, at) }
}

function idOf(value: unknown): string {
  return typeof value === 'string' && /^[a-z][a-z0-9]{0,15}$/.test(value) ? value : newId()
}

// Two of one id could not be told apart.
function uniqueOf<T extends { id: string }>(list: T[]): T[] {
  const seen = new Set<string>()
  return list.map((one) => {
    const id = seen.has(one.id) ? newId() : one.id
    seen.add(id)
    return { ...one, id }
  })
}
