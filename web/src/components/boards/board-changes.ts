// What may be done to boards: each gives a new one and leaves the old one as it was.
import type { Board, BoardContent, Tile, TileContent } from './board'
import { NAME_MAX } from './board'

/** Letters first, so that an address never takes it for a number. Not a secret. */
export function newId(): string {
  const [number] = crypto.getRandomValues(new Uint32Array(1))
  return `b${number!.toString(36)}`
}

export function withIds({ name, tiles }: BoardContent): Board {
  return { id: newId(), name, tiles: tiles.map(withId) }
}

export function withId({ title, width, view }: TileContent): Tile {
  return { id: newId(), title, width, view }
}

/** No two boards have one name, or nobody could choose between them. */
export function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${number}`
    const name = wanted.trim().slice(0, NAME_MAX - end.length) + end
    if (!taken.includes(name)) return name
  }
}

export function changeTile(board: Board, id: string, some: Partial<TileContent>): Board {
  return { ...board, tiles: board.tiles.map((tile) => (tile.id === id ? { ...tile, ...some } : tile)) }
}

export function removeTile(board: Board, id: string): Board {
  return { ...board, tiles: board.tiles.filter((tile) => tile.id !== id) }
}

/** To a place among the others; one outside of them is the nearest end. */
export function placeTile(board: Board, id: string, place: number): Board {
  const tile = board.tiles.find((each) => each.id === id)
  if (!tile) return board
  return { ...board, tiles: putInto(removeTile(board, id).tiles, tile, place) }
}

export function putInto<T>(list: readonly T[], one: T, place: number): T[] {
  return list.toSpliced(Math.max(0, place), 0, one)
}
