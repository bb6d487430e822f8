import { expect, test } from 'vitest'
import { sqlName, sqlNumber, sqlText, sqlTime, sqlWhole } from './sql-quote'

test('a name may hold quotes, and stays one name', () => {
  expect(sqlName('temperature')).toBe('"temperature"')
  expect(sqlName('a"; DROP "b')).toBe('"a""; DROP ""b"')
  expect(sqlName("it's")).toBe('"it\'s"')
  expect(sqlName('"')).toBe('""""')
})

test('a text may hold quotes, and stays one text', () => {
  expect(sqlText('pump-7')).toBe("'pump-7'")
  expect(sqlText("o'hara' OR ''='")).toBe("'o''hara'' OR ''''='''")
  expect(sqlText('back\\slash "and" $1')).toBe('\'back\\slash "and" $1\'')
  expect(sqlText('')).toBe("''")
})

test('a time is told in one zone', () => {
  expect(sqlTime(0)).toBe("TIMESTAMPTZ '1970-01-01T00:00:00.000Z'")
})

test('what is no time is refused', () => {
  expect(() => sqlTime(Number.NaN)).toThrow()
})

test('only whole numbers are numbers', () => {
  expect(sqlWhole(-72)).toBe('-72')
  expect(() => sqlWhole(Number.NaN)).toThrow()
  expect(() => sqlWhole(0.5)).toThrow()
})

test('a number is told as it is', () => {
  expect(sqlNumber(0.95)).toBe('0.95')
  expect(() => sqlNumber(Number.POSITIVE_INFINITY)).toThrow()
})
