import { expect, test } from 'vitest'
import { drawnRows, topToShow } from './row-places'

const placesOf = ({ rows }: ReturnType<typeof drawnRows>) => rows.map(({ place }) => place)

test('what is seen and a margin is drawn, whatever the length', () => {
  const drawn = drawnRows(100_000, 50, { top: 50_000, height: 500 }, -1)
  expect(placesOf(drawn)).toEqual(Array.from({ length: 26 }, (_, at) => 992 + at))
  expect(drawn.rows[0]!.skipped).toBe(992)
  expect(drawn.after).toBe(98_982)
})

test('rows and what is left out are as many as there are', () => {
  for (const [count, top, kept] of [[0, 0, -1], [3, 0, 1], [400, 9_000, 2], [400, 0, 399], [20, 90_000, 0]] as const) {
    const { rows, after } = drawnRows(count, 50, { top, height: 500 }, kept)
    expect(rows.reduce((sum, { skipped }) => sum + skipped + 1, 0) + after).toBe(count)
  }
})

test('the kept row is drawn where it is', () => {
  const drawn = drawnRows(1_000, 50, { top: 0, height: 500 }, 700)
  expect(drawn.rows.at(-1)).toEqual({ place: 700, skipped: 682 })
  expect(drawn.after).toBe(299)
})

test('a row that is seen whole needs no scrolling', () => {
  const seen = { top: 1_000, height: 500 }
  expect(topToShow(25, 50, seen)).toBeNull()
  expect(topToShow(3, 50, seen)).toBe(150)
  expect(topToShow(30, 50, seen)).toBe(1_050)
})
