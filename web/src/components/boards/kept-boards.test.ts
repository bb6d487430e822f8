import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type TileContent, TILES_MAX } from './board'
import { changeTile, freeName, placeTile, withId, withIds } from './board-changes'
import { BOARDS_MAX, keptBoards } from './kept-boards'

const NAME = 'telltale-boards'
const tile = (title: string) => withId({ title, width: 'half', view: { signals: ['t'] } })
const board = (name: string, ...titles: string[]) => withIds({ name, tiles: titles.map(tile) })
const titlesOf = ({ tiles }: { tiles: { title: string }[] }) => tiles.map(({ title }) => title).join('')

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

test('what is kept is read, and is the same until it changes', () => {
  const hall = board('Hall', 'a', 'b')
  keptBoards.write([hall])
  expect(keptBoards.read()).toEqual({ boards: [hall], isWhole: true })
  expect(keptBoards.read()).toBe(keptBoards.read())
})

test.each(['', '{', '7', 'null', '{"version":2,"boards":[]}', '{"version":1,"boards":{}}'])(
  'nothing is read of %j, and that is told',
  (text) => {
    localStorage.setItem(NAME, text)
    expect(keptBoards.read()).toEqual({ boards: [], isWhole: false })
  },
)

test('a part that is damaged leaves the rest as it is', () => {
  const hall = board('Hall', 'a', 'b')
  const boards = [7, { ...hall, tiles: [...hall.tiles, { title: 'c', width: 'third', view: {} }] }, { name: '' }]
  localStorage.setItem(NAME, JSON.stringify({ version: 1, boards }))
  expect(keptBoards.read()).toEqual({ boards: [hall], isWhole: false })
})

test('what has no id of its own gets one', () => {
  const one = board('Hall', 'a')
  const nasty = { ...one, id: '"]<x>', tiles: [...one.tiles, ...one.tiles] }
  localStorage.setItem(NAME, JSON.stringify({ version: 1, boards: [nasty] }))
  const read = keptBoards.read()
  expect(read.isWhole).toBe(true)
  const ids = [read.boards[0]!.id, ...read.boards[0]!.tiles.map(({ id }) => id)]
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*$/)
})

test('at most so much is kept, and what is more changes nothing', () => {
  keptBoards.write([board('Hall')])
  const many = Array.from({ length: BOARDS_MAX + 1 }, (_, number) => board(`b${number}`))
  expect(() => keptBoards.write(many)).toThrow('at most 50 boards are kept')
  const full = board('Full', ...Array<string>(TILES_MAX + 1).fill('a'))
  expect(() => keptBoards.write([full])).toThrow('at most 40 tiles are on a board: “Full” is full')
  const large: TileContent = { title: 'a', width: 'half', view: { devices: ['x'.repeat(3_000)] } }
  const heavy = Array.from({ length: 12 }, (_, number) =>
    withIds({ name: `b${number}`, tiles: Array<TileContent>(TILES_MAX).fill(large) }),
  )
  expect(() => keptBoards.write(heavy)).toThrow('too large together')
  expect(keptBoards.read().boards.map(({ name }) => name)).toEqual(['Hall'])
})

test('a browser that keeps nothing says so', () => {
  const fail = () => {
    throw new DOMException('no', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: fail, setItem: fail })
  expect(() => keptBoards.write([board('Hall')])).toThrow('this browser keeps nothing more')
  expect(keptBoards.read().boards).toEqual([])
})

test('a tile goes to a place among the others, or to the nearest end', () => {
  const hall = board('Hall', 'a', 'b', 'c')
  const [a, , c] = hall.tiles
  expect(titlesOf(placeTile(hall, a!.id, 1))).toBe('bac')
  expect(titlesOf(placeTile(hall, c!.id, 0))).toBe('cab')
  expect(titlesOf(placeTile(hall, a!.id, 9))).toBe('bca')
  expect(titlesOf(placeTile(hall, c!.id, -9))).toBe('cab')
  expect(placeTile(hall, 'nobody', 0)).toBe(hall)
  expect(titlesOf(changeTile(hall, a!.id, { title: 'x' }))).toBe('xbc')
  expect(titlesOf(hall)).toBe('abc')
})

test('no two boards have one name', () => {
  expect(freeName(' Hall ', [])).toBe('Hall')
  expect(freeName('Hall', ['Hall', 'Hall 2'])).toBe('Hall 3')
  const long = 'x'.repeat(80)
  expect(freeName(long, [long])).toBe(`${'x'.repeat(78)} 2`)
})
