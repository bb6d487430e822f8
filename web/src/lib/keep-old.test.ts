import { expect, test } from 'vitest'
import { keepOld } from './keep-old'

test('an answer stays for another question of the same lake and time alone', () => {
  const before = { queryKey: ['sql', 'plant', '3', 'SELECT 1'] }
  expect(keepOld(['sql', 'plant', '3', 'SELECT 2'])('old', before)).toBe('old')
  expect(keepOld(['sql', 'plant', '4', 'SELECT 1'])('old', before)).toBeUndefined()
  expect(keepOld(['sql', 'plant', undefined, 'SELECT 1'])('old', before)).toBeUndefined()
  expect(keepOld(['sql', 'other', '3', 'SELECT 1'])('old', before)).toBeUndefined()
  expect(keepOld(['sql', 'plant', '3', 'SELECT 1'])(undefined, undefined)).toBeUndefined()
})
