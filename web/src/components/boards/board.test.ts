import { expect, test } from 'vitest'
import { type BoardContent, boardOfText, textOfBoard, TILES_MAX } from './board'

export const BOARD: BoardContent = {
  name: 'Hall 3 <b>',
  tiles: [
    { title: 'temperature', width: 'half', view: { signals: ['temperature'], by: 'device_type' } },
    {
      title: 'Pümpe “7”',
      width: 'whole',
      view: { view: 'calendar', signals: ['say "hi"'], devices: ["o'hara"], span: 'month', table: true },
    },
  ],
}
const text = (some: object) => JSON.stringify({ ...(JSON.parse(textOfBoard(BOARD)) as object), ...some })
const tile = (some: object) => text({ tiles: [BOARD.tiles[0], { ...BOARD.tiles[1], ...some }] })

test('what was written is read', () => {
  expect(boardOfText(textOfBoard(BOARD))).toEqual(BOARD)
  expect(boardOfText(textOfBoard(BOARD, 2))).toEqual(BOARD)
})

test('ids are of this browser alone', () => {
  const withIds = { id: 'b1', ...BOARD, tiles: BOARD.tiles.map((each) => ({ id: 't1', ...each })) }
  expect(textOfBoard(withIds)).toBe(textOfBoard(BOARD))
})

test.each([
  ['{"format":', /^this is not JSON: /],
  ['[]', 'a board is []: an object was expected'],
  ['{}', 'format is not there: “telltale-board” was expected'],
  [text({ version: 2 }), 'version is 2: this page reads version 1'],
  [text({ version: '1' }), 'version is “1”: this page reads version 1'],
  [text({ owner: 'x' }), 'owner is not known: format, version, name, tiles are'],
  [text({ name: ' ' }), 'name is “ ”: a text of 1 to 80 characters was expected'],
  [text({ name: 'x'.repeat(81) }), `name is “${'x'.repeat(40)}…”: a text of 1 to 80 characters was expected`],
  [text({ tiles: {} }), 'tiles is {}: a list of at most 40 was expected'],
  [text({ tiles: Array(TILES_MAX + 1).fill(0) }), /^tiles is \[0,0.*: a list of at most 40 was expected$/],
  [text({ tiles: [null] }), 'tiles[0] is null: an object was expected'],
  [tile({ title: 7 }), 'tiles[1].title is 7: a text of 1 to 120 characters was expected'],
  [tile({ width: 'third' }), 'tiles[1].width is “third”: “half” or “whole” was expected'],
  [tile({ colour: 'red' }), 'tiles[1].colour is not known: title, width, view are'],
  [tile({ view: 'time' }), 'tiles[1].view is “time”: an object was expected'],
  [tile({ view: { span: 'week', nonsense: 1 } }), 'tiles[1].view.nonsense is 1: Explore does not know this'],
  [tile({ view: { span: 'year' } }), 'tiles[1].view.span is “year”: Explore does not know this'],
  [tile({ view: { signals: ['a', 'a'] } }), 'tiles[1].view.signals is ["a","a"]: Explore does not know this'],
  [tile({ view: { by: 'x'.repeat(5_000) } }), 'tiles[1].view is longer than 4000 characters'],
])('%s is refused in one line', (given, line) => {
  expect(() => boardOfText(given)).toThrow(line)
  try {
    boardOfText(given)
  } catch (cause) {
    expect((cause as Error).message).not.toContain('\n')
  }
})
