import { afterEach, expect, test, vi } from 'vitest'
import type { BoardContent } from './board'
import { boardOfLink, LINK_CHARACTERS_MAX, linkOfBoard } from './board-link'

afterEach(() => vi.unstubAllGlobals())
const board = (tiles: number): BoardContent => ({
  name: 'Größe 図 <script>',
  tiles: Array.from({ length: tiles }, (_, place) => ({
    title: `temperature ${place}`,
    width: 'half',
    view: { signals: ['temperature', 'humidity'], by: 'device_type', devices: [`hall/pump-${place}`] },
  })),
})

test('a link has the whole board, in letters that an address leaves alone', async () => {
  const link = await linkOfBoard(board(40))
  expect(link).toMatch(/^z[A-Za-z0-9_-]+$/)
  expect(link.length).toBeLessThan(LINK_CHARACTERS_MAX)
  expect(await boardOfLink(link)).toEqual(board(40))
})

test('a browser that cannot pack makes links, too, and says which it cannot read', async () => {
  const packed = await linkOfBoard(board(3))
  vi.stubGlobal('CompressionStream', undefined)
  vi.stubGlobal('DecompressionStream', undefined)
  const link = await linkOfBoard(board(3))
  expect(link).toMatch(/^p[A-Za-z0-9_-]+$/)
  expect(await boardOfLink(link)).toEqual(board(3))
  await expect(boardOfLink(packed)).rejects.toThrow('cannot read a link that is packed')
})

test('what is damaged is refused in words', async () => {
  const link = await linkOfBoard(board(3))
  const lost = 'the link is not whole: a part of it was lost or changed'
  await expect(boardOfLink(link.slice(0, -12))).rejects.toThrow(lost)
  await expect(boardOfLink('z****')).rejects.toThrow(lost)
  await expect(boardOfLink('q')).rejects.toThrow('the link is not of a board')
  await expect(boardOfLink('')).rejects.toThrow('the link is not of a board')
  await expect(boardOfLink('p')).rejects.toThrow('this is not JSON')
  await expect(boardOfLink('z'.repeat(LINK_CHARACTERS_MAX + 1))).rejects.toThrow('longer than 6000 characters')
})

test('a small link that unpacks to very much is given up', async () => {
  const long = await linkOfBoard({ name: 'x'.repeat(1_000_000), tiles: [] })
  expect(long.length).toBeLessThan(LINK_CHARACTERS_MAX)
  await expect(boardOfLink(long)).rejects.toThrow('the link is not whole')
})
