import { expect, test } from 'vitest'
import { extended, levelsOf, type MetricsHistory, POINTS_KEPT, rateOf, ratesOf } from './metrics-history'
import { parseMetrics, sumOf } from './prometheus-text'

const watch = (metrics: ReturnType<typeof parseMetrics>) => ({ came: sumOf(metrics, 'came_total') })

function looks(...list: [seconds: number, came: number][]): MetricsHistory {
  let history: MetricsHistory | undefined
  for (const [seconds, came] of list) {
    const look = { time: seconds * 1000, metrics: parseMetrics(`came_total ${came}`) }
    history = extended(history, look, watch)
  }
  return history!
}

test('rates are by the time that passed', () => {
  const { points } = looks([0, 100], [2, 120], [6, 120], [8, 160])
  expect(ratesOf(points, 'came')).toEqual([10, 0, 20])
  expect(rateOf(points, 'came')).toBe(7.5)
  expect(levelsOf(points, 'came')).toEqual([100, 120, 120, 160])
  expect(ratesOf(points, 'other')).toEqual([])
})

test('one look has no rate, and a server that starts anew counts from zero', () => {
  expect(rateOf(looks([0, 5]).points, 'came')).toBeUndefined()
  expect(ratesOf(looks([0, 500], [2, 20]).points, 'came')).toEqual([10])
})

test('minutes are kept, and nothing of before an absence', () => {
  const long = looks(...Array.from({ length: 400 }, (_, place): [number, number] => [place * 2, place]))
  expect(long.points).toHaveLength(POINTS_KEPT)
  expect(long.newest.time - long.bases[0]!.time).toBeLessThanOrEqual(300_000)
  expect(looks([0, 1], [2, 2], [60, 9]).points).toHaveLength(1)
})
