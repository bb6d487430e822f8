import { expect, test } from 'vitest'
import { ago, bytes, count, duration, latency, MISSING, number, percent, score } from './format'

test('what is missing is a dash, never a zero', () => {
  expect([count(undefined), number(null), score(undefined), ago(null), bytes(undefined)]).toEqual(
    Array.from({ length: 5 }, () => MISSING),
  )
})

test('numbers have the digits that they need', () => {
  expect(count(43_064)).toBe('43,064')
  expect([number(0.0071, 4), number(123.456), number(4821.7)]).toEqual(['0.0071', '123.5', '4,822'])
  expect(score(1)).toBe('1.00')
})

test('durations are told in one unit', () => {
  const seconds = [-5, 0.4, 59, 60, 7_199, 86_400 * 3]
  expect(seconds.map(duration)).toEqual(['< 1 s', '< 1 s', '59 s', '1 min', '1 h', '3 d'])
})

test('short times have three digits, in the unit that fits', () => {
  const seconds = [0.000_25, 0.044_812, 0.9999, 2.346, 99, 7_200, undefined]
  const shown = ['0.25 ms', '44.8 ms', '1000 ms', '2.35 s', '99 s', '2 h', MISSING]
  expect(seconds.map(latency)).toEqual(shown)
})

test('what is not whole is no hundred percent', () => {
  const shares = [0, 0.000_129, 0.5, 0.9999, 1, null]
  expect(shares.map(percent)).toEqual(['0 %', '0.013 %', '50.0 %', '99.9 %', '100 %', MISSING])
})
