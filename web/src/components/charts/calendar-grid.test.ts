import { afterEach, expect, test, vi } from 'vitest'
import { calendarOf } from './calendar-grid'

afterEach(() => vi.unstubAllEnvs())

const row = (time: string, mean: number) => ({ time, n: 1, mean })

test('hours stand under the clock of who looks, which may be half an hour beside UTC', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata')
  const { grid, days } = calendarOf([row('2026-11-27T08:00:00Z', 2), row('2026-11-26T19:00:00Z', 1)])
  expect(days).toEqual(['Fri 27 Nov'])
  expect(grid.across[0]!.text).toBe('00:30')
  expect(grid.values[13]).toBe(2) // from 13:30 on
  expect(grid.values[0]).toBe(1)
})

test('days without readings have a row, and an hour that comes twice is one mean', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  const twice = [row('2026-10-25T00:00:00Z', 1), row('2026-10-25T01:00:00Z', 3)] // both are 2 o'clock
  const { grid, days } = calendarOf([...twice, row('2026-10-27T00:00:00Z', 5)])
  expect(days).toHaveLength(3)
  expect(grid.values[2]).toBe(2)
  expect(grid.across[1]!.text).toBe('03:00')
})
