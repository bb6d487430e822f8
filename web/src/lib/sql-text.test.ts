import { expect, test } from 'vitest'
import { sqlText, sqlWhole } from './sql-text'

test('a quote within a text does not end it', () => {
  expect(sqlText('pump-7')).toBe("'pump-7'")
  expect(sqlText("x' OR '1'='1")).toBe("'x'' OR ''1''=''1'")
  expect(sqlText("\\'; --")).toBe("'\\''; --'")
})

test('only whole numbers are numbers', () => {
  expect(sqlWhole(-72)).toBe('-72')
  expect(() => sqlWhole(Number.NaN)).toThrow()
  expect(() => sqlWhole(0.5)).toThrow()
})
