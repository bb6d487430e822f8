import { expect, test } from 'vitest'
import { spanOf, windowOf } from './time-window'

const NOW = Date.parse('2026-11-28T10:20:30.000Z')
const LIFE = { oldest_time: '2026-11-01T00:00:00.000Z', newest_time: '2026-11-28T10:10:00.000Z' }

test('a time of centuries is what the device has, up to the hour that is now', () => {
  const chosen = { from: '1700-01-01T00:00:00Z', to: '2260-01-01T00:00:00Z' }
  const window = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-28T11:00:00.000Z' }
  expect(windowOf(chosen, LIFE, NOW)).toEqual(window)
  expect(windowOf(chosen, LIFE, NOW + 60_000)).toEqual(window)
})

test('a time before all that the device has is shown as it was chosen, in as many cells as are seen', () => {
  const chosen = { from: '1700-01-01T00:00:00Z', to: '1900-01-01T00:00:00Z' }
  expect(windowOf(chosen, LIFE, NOW)).toEqual(chosen)
  const { since, until, unit } = spanOf(chosen, NOW)
  expect((until - since) / unit).toBeLessThanOrEqual(801)
})

test('a time that ends before it begins is that of the span, up to the newest reading', () => {
  const turned = { from: '2026-11-20T00:00:00Z', to: '2026-11-10T00:00:00Z', span: '1 h' as const }
  const window = { from: '2026-11-28T09:10:00.001Z', to: '2026-11-28T10:10:00.001Z' }
  expect(windowOf(turned, LIFE, NOW)).toEqual(window)
  expect(windowOf({ ...turned, to: turned.from }, LIFE, NOW)).toEqual(window)
})

test('looking back, the span ends with the hour of the commit', () => {
  const commit = Date.parse('2026-11-20T08:15:00.000Z')
  const window = { from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T09:00:00.000Z' }
  expect(windowOf({ span: '1 h' }, LIFE, commit)).toEqual(window)
})

test('a device without readings has a time only where one was chosen', () => {
  const none = { oldest_time: null, newest_time: null }
  expect(windowOf({}, none, NOW)).toBeNull()
  const chosen = { from: '2026-11-10T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' }
  expect(windowOf(chosen, none, NOW)).toEqual(chosen)
})

test('what is to come has one cell', () => {
  const { since, until } = spanOf({ from: '2030-01-01T00:00:00Z', to: '2031-01-01T00:00:00Z' }, NOW)
  expect(until - since).toBe(1)
})
