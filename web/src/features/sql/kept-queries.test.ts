import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keptQueries, QUERIES_MAX } from './kept-queries'

const NAME = 'telltale-queries'
const query = (sql: string) => ({ sql, at: 1_700_000_000_000, took_ms: 12, rows: 3 })
const kept = () => keptQueries.read().map(({ sql }) => sql)

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

test('the newest are kept, each once, and the list is the same until it changes', () => {
  for (let number = 0; number <= QUERIES_MAX; number += 1) keptQueries.add(query(`q${number}`))
  expect(kept()).toHaveLength(QUERIES_MAX)
  expect(kept()[0]).toBe('q50')
  expect(kept().at(-1)).toBe('q1')
  keptQueries.add(query('q7'))
  expect(kept().slice(0, 2)).toEqual(['q7', 'q50'])
  expect(kept()).toHaveLength(QUERIES_MAX)
  expect(keptQueries.read()).toBe(keptQueries.read())
})

test('one too long to keep leaves the others', () => {
  keptQueries.add(query('q'))
  keptQueries.add(query('x'.repeat(20_001)))
  expect(kept()).toEqual(['q'])
})

test.each(['', '{', '7', 'null', '{"version":2,"queries":[]}', '{"version":1,"queries":{}}'])(
  'of %j nothing is read',
  (text) => {
    localStorage.setItem(NAME, text)
    expect(kept()).toEqual([])
  },
)

test('what is damaged is left out', () => {
  const queries = [7, null, { sql: 'a' }, { ...query('b'), at: 'x' }, query('c')]
  localStorage.setItem(NAME, JSON.stringify({ version: 1, queries }))
  expect(kept()).toEqual(['c'])
})

test('a browser that keeps nothing has no history', () => {
  const fail = () => {
    throw new DOMException('no', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: fail, setItem: fail, removeItem: fail })
  keptQueries.add(query('a'))
  keptQueries.removeAll()
  expect(kept()).toEqual([])
})

test('who listens hears of changes, until they stop', () => {
  const hear = vi.fn()
  const stop = keptQueries.subscribe(hear)
  keptQueries.add(query('a'))
  window.dispatchEvent(new Event('storage'))
  expect(hear).toHaveBeenCalledTimes(2)
  stop()
  keptQueries.remove('a')
  expect(hear).toHaveBeenCalledTimes(2)
  expect(kept()).toEqual([])
})
