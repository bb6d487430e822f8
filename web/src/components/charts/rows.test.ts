import { expect, test } from 'vitest'
import { calendarOf } from './calendar-grid'
import { binLines, groupCounts, lonePlaces, type Row, timeLines, valueNear } from './rows'

const START = Date.parse('2026-11-27T00:00:00Z') / 1000
const at = (group: string, minute: number, mean: number): Row => ({
  group,
  time: new Date((START + minute * 60) * 1000).toISOString(),
  n: 1,
  mean,
  low: mean,
  high: mean,
})

test('a line goes on where only others have a value, and has a gap where it has none for long', () => {
  const rows = [at('a', 0, 1), at('a', 1, 2), at('a', 2, 3), at('a', 30, 4), at('b', 0, 5), at('b', 10, 6), at('b', 20, 7)]
  const { x, lines } = timeLines(rows, 60)
  expect(x.map((time) => (time - START) / 60)).toEqual([0, 1, 2, 3, 10, 20, 30])
  expect(lines[0]!.mean).toEqual([1, 2, 3, null, null, null, 4])
  expect(lines[1]!.mean).toEqual([5, undefined, undefined, undefined, 6, 7, undefined])
})

test('a value is lone where no line leads to it, whatever other lines have between', () => {
  expect(lonePlaces([1, undefined, 2, null, 3, null, undefined, 4])).toEqual([4, 7])
  expect(lonePlaces([])).toEqual([])
})

test('the value at a moment is the nearest, and none in a gap', () => {
  const values = [1, undefined, undefined, 2, null, 3]
  expect([0, 1, 2, 4].map((place) => valueNear(values, place))).toEqual([1, 1, 2, null])
  expect(valueNear([undefined], 0)).toBeUndefined()
})

test('a bin without values is zero, and the last is as wide as the others', () => {
  const bin = (number: number, share: number): Row => ({
    group: 'a', from_value: number * 2, to_value: number * 2 + 2, share, bin: number,
  })
  const { x, lines } = binLines([bin(1, 0.25), bin(3, 0.75)], 4)
  expect(x).toEqual([0, 2, 4, 6, 8])
  expect(lines[0]!.mean).toEqual([0, 25, 0, 75, 75])
})

test('values that are all the same are one bin', () => {
  const { x, lines } = binLines([{ group: 'a', from_value: 7, to_value: 7, share: 1, bin: 0 }], 48)
  expect(x).toEqual([7, 8])
  expect(lines[0]!.mean).toEqual([100, 100])
})

test('groups that the answer does not have are counted', () => {
  expect(groupCounts([{ group: 'a', groups: 20 }, { group: 'b', groups: 20 }])).toEqual({ shown: 2, all: 20 })
  expect(groupCounts([])).toEqual({ shown: 0, all: 0 })
})

test('a calendar has a row for each day between, the newest last', () => {
  const hour = (day: number, time: number, mean: number): Row => ({
    time: new Date(2026, 10, day, time).toISOString(), n: 2, mean,
  })
  const { grid, days, low, high } = calendarOf([hour(27, 5, 30), hour(25, 23, 10)])
  expect(days).toHaveLength(3)
  expect([grid.rows, low, high]).toEqual([3, 10, 30])
  expect(grid.values.flatMap((value, place) => (value === null ? [] : [[place, value]]))).toEqual([
    [23, 10],
    [53, 30],
  ])
})
