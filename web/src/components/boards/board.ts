// What a board is, and how one is read and written as JSON.
import type { ExploreSearch } from '../charts/choice'
import { exploreSearch } from '../charts/explore-address'

export const WIDTHS = ['half', 'whole'] as const
export interface TileContent {
  title: string
  width: (typeof WIDTHS)[number]
  /** What the address of Explore says. */
  view: ExploreSearch
}
export interface BoardContent<T extends TileContent = TileContent> {
  name: string
  tiles: T[]
}
/** Known by its id within this browser; a link or a file has none. */
export type Tile = TileContent & { id: string }
export type Board = BoardContent<Tile> & { id: string }

export const FORMAT = 'telltale-board'
export const VERSION = 1
export const TILES_MAX = 40
export const NAME_MAX = 80
export const TITLE_MAX = 120
const VIEW_CHARACTERS_MAX = 4_000

/** What is wrong with a text that should be a board, and where: one line. */
export class BoardFault extends Error {}

export function textOfBoard({ name, tiles }: BoardContent, indent = 0): string {
  const contents = tiles.map(({ title, width, view }) => ({ title, width, view }))
  return JSON.stringify({ format: FORMAT, version: VERSION, name, tiles: contents }, null, indent)
}

/** Fails as a BoardFault: what is not known is refused, so that nothing is lost unseen. */
export function boardOfText(text: string): BoardContent {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new BoardFault(`this is not JSON: ${(cause as Error).message}`)
  }
  const given = objectOf(value, 'a board')
  if (given.format !== FORMAT) throw new BoardFault(`format is ${shown(given.format)}: “${FORMAT}” was expected`)
  if (given.version !== VERSION)
    throw new BoardFault(`version is ${shown(given.version)}: this page reads version ${VERSION}`)
  refuseUnknown(given, ['format', 'version', 'name', 'tiles'], '')
  return {
    name: lineOf(given.name, NAME_MAX, 'name'),
    tiles: tilesOf(given.tiles).map((tile, place) => tileOf(tile, `tiles[${place}]`)),
  }
}

export function tilesOf(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > TILES_MAX)
    throw new BoardFault(`tiles is ${shown(value)}: a list of at most ${TILES_MAX} was expected`)
  return value
}

export function tileOf(value: unknown, at: string): TileContent {
  const given = objectOf(value, at)
  refuseUnknown(given, ['title', 'width', 'view'], `${at}.`)
  const width = WIDTHS.find((each) => each === given.width)
  if (!width) throw new BoardFault(`${at}.width is ${shown(given.width)}: “half” or “whole” was expected`)
  const title = lineOf(given.title, TITLE_MAX, `${at}.title`)
  return { title, width, view: viewOf(given.view, `${at}.view`) }
}

export function lineOf(value: unknown, most: number, at: string): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= most) return value
  throw new BoardFault(`${at} is ${shown(value)}: a text of 1 to ${most} characters was expected`)
}

export function objectOf(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new BoardFault(`${at} is ${shown(value)}: an object was expected`)
}

function viewOf(value: unknown, at: string): ExploreSearch {
  const given = objectOf(value, at)
  if (JSON.stringify(given).length > VIEW_CHARACTERS_MAX)
    throw new BoardFault(`${at} is longer than ${VIEW_CHARACTERS_MAX} characters`)
  const view = exploreSearch(given)
  const read = view as Record<string, unknown>
  for (const [name, what] of Object.entries(given)) {
    const isKnown = Object.hasOwn(read, name) && JSON.stringify(read[name]) === JSON.stringify(what)
    if (!isKnown) throw new BoardFault(`${at}.${name} is ${shown(what)}: Explore does not know this`)
  }
  return view
}

function refuseUnknown(given: Record<string, unknown>, known: string[], at: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new BoardFault(`${at}${short(unknown)} is not known: ${known.join(', ')} are`)
}

function shown(value: unknown): string {
  if (value === undefined) return 'not there'
  return typeof value === 'string' ? `“${short(value)}”` : short(JSON.stringify(value))
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
