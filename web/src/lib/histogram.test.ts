import { expect, test } from 'vitest'
import { bucketsOf, countedSince, countOf, quantileOf } from './histogram'
import { parseMetrics } from './prometheus-text'

const TEXT = `wait_bucket{lake="a",le="0.1"} 10
wait_bucket{lake="a",le="1"} 20
wait_bucket{lake="a",le="+Inf"} 20
wait_bucket{lake="b",le="0.1"} 0
wait_bucket{lake="b",le="1"} 0
wait_bucket{lake="b",le="+Inf"} 80
`

test('a quantile lies in its bucket, in proportion', () => {
  const buckets = bucketsOf(parseMetrics(TEXT), 'wait', { lake: 'a' })
  expect(quantileOf(buckets, 0.25)!.value).toBeCloseTo(0.05)
  expect(quantileOf(buckets, 0.5)!.value).toBeCloseTo(0.1)
  expect(quantileOf(buckets, 0.75)!.value).toBeCloseTo(0.55)
})

test('series add up, and beyond the largest bound only that is known', () => {
  const buckets = bucketsOf(parseMetrics(TEXT), 'wait')
  expect(countOf(buckets)).toBe(100)
  expect(quantileOf(buckets, 0.99)).toEqual({ value: 1, isBeyond: true })
})

test('nothing that was counted has no quantile', () => {
  expect(quantileOf([], 0.5)).toBeUndefined()
  const buckets = bucketsOf(parseMetrics(TEXT), 'wait', { lake: 'a' })
  expect(quantileOf(countedSince(buckets, buckets), 0.5)).toBeUndefined()
})

test('what was counted since is a difference, and all after a new beginning', () => {
  const few = [{ bound: 1, count: 2 }, { bound: Infinity, count: 3 }]
  const many = [{ bound: 1, count: 7 }, { bound: Infinity, count: 9 }]
  expect(countedSince(many, few)).toEqual([{ bound: 1, count: 5 }, { bound: Infinity, count: 6 }])
  expect(countedSince(few, many)).toEqual(few)
})
