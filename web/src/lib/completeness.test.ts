import { expect, test } from 'vitest'
import { cellsOf, levelOf, shareOf } from './completeness'

const SPAN = { since: 480, until: 484, unit: 1 }

test('an hour with no row is an hour without readings', () => {
  const cells = cellsOf(SPAN, { first: 0, expected: 60, cells: [0, 2, 3], came: [60, 30, 12] })
  expect(cells.map(({ level }) => level)).toEqual(['full', 'none', 'some', 'few'])
  expect(shareOf(cells)).toBeCloseTo(102 / 240)
})

test('nothing is expected before the first reading, nor where the interval is not known', () => {
  const late = cellsOf(SPAN, { first: 482, expected: 60, cells: [2, 3], came: [57, 60] })
  expect(late.map(({ level }) => level)).toEqual(['unknown', 'unknown', 'most', 'full'])
  expect(shareOf(late)).toBeCloseTo(117 / 120)
  const strange = cellsOf(SPAN, { first: 0, expected: null, cells: [0], came: [1] })
  expect(strange.every(({ level }) => level === 'unknown')).toBe(true)
  expect(shareOf(strange)).toBeNull()
})

test('a day expects as many readings as it has hours since the first', () => {
  const span = { since: 480, until: 528, unit: 24 }
  const cells = cellsOf(span, { first: 492, expected: 10, cells: [0, 1], came: [120, 180] })
  expect(cells.map(({ expected }) => expected)).toEqual([120, 240])
  expect(cells.map(({ level }) => level)).toEqual(['full', 'some'])
})

test('levels begin where their words say', () => {
  const levels = [0, 49, 50, 89, 90, 97, 98].map((came) => levelOf(came, 100))
  expect(levels).toEqual(['none', 'few', 'some', 'some', 'most', 'most', 'full'])
})
