import { expect, test } from 'vitest'
import { hasSeveralPages } from './use-lake-pages'

test('only a list of which several pages were read is long', () => {
  expect(hasSeveralPages({ pages: [{}, {}] })).toBe(true)
  expect(hasSeveralPages({ pages: [{}] })).toBe(false)
  for (const other of [undefined, null, 'text', { pages: undefined }, [1, 2]]) expect(hasSeveralPages(other)).toBe(false)
})
