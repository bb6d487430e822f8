import { expect, test } from 'vitest'
import { parseExact } from './exact-json'

test('a number of which digits would be lost is a text', () => {
  expect(parseExact('[9007199254740993, -9223372036854775808, [170141183460469231731687303715884105727]]')).toEqual([
    '9007199254740993',
    '-9223372036854775808',
    ['170141183460469231731687303715884105727'],
  ])
})

test('others stay as they are', () => {
  const text = '{"a":9007199254740991,"b":0.12345678901234567,"c":1e300,"d":"1234\\"5678901234567890, 98765432109876543210","e":null,"f":[true]}'
  expect(parseExact(text)).toEqual(JSON.parse(text))
  expect(parseExact('{"a":1}')).toEqual({ a: 1 })
})
