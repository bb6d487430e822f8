import { expect, test } from 'vitest'
import { BY_DEVICE, type Choice, isLong, stepSecondsOf, windowOf } from './choice'
import { calendarSql, correlationSql, distributionSql, overTimeSql } from './questions'

const HOUR_MS = 3_600_000
const END = Date.parse('2026-11-27T12:30:00Z')
const choice = (hours: number, some: Partial<Choice> = {}): Choice => {
  const window = { from_ms: END - hours * HOUR_MS, to_ms: END }
  return { devices: [], by: undefined, window, sums: isLong(window), interval_s: 0, ...some }
}
const ALL = [overTimeSql, distributionSql, calendarSql, (of: Choice, signal: string) => correlationSql(of, signal, signal)]

test('whatever somebody wrote stays within its quotes', () => {
  const nasty = `'; DROP TABLE "x"; --`
  for (const hours of [1, 1000])
    for (const sql of ALL.map((ask) => ask(choice(hours, { devices: [nasty], by: nasty }), nasty))) {
      const left = sql.replaceAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, '')
      expect(left).not.toMatch(/["';]|DROP|--/)
    }
})

test('a window of any length has few buckets, and long ones whole hours', () => {
  for (const hours of [0.001, 0.1, 1, 24, 36, 37, 168, 720, 8_760, 87_600, 8_760_000]) {
    const step = stepSecondsOf(choice(hours))
    expect((hours * 3600) / step, `${hours} h`).toBeLessThan(800)
    if (hours > 36) expect(step % 3600, `${hours} h`).toBe(0)
  }
})

test('the sums of hours begin with a whole hour', () => {
  expect(overTimeSql(choice(48), 't')).toContain("WHERE hour >= TIMESTAMPTZ '2026-11-25T12:00:00.000Z'")
  expect(overTimeSql(choice(24), 't')).toContain("WHERE event_time >= TIMESTAMPTZ '2026-11-26T12:30:00.000Z'")
})

test('a line of several devices has all of them in each bucket', () => {
  expect(stepSecondsOf(choice(1, { interval_s: 60 }))).toBe(120)
  expect(stepSecondsOf(choice(1, { interval_s: 60, by: 'kind' }))).toBe(120)
  expect(stepSecondsOf(choice(1, { interval_s: 60, by: BY_DEVICE }))).toBe(5)
  expect(stepSecondsOf(choice(1, { interval_s: 60, devices: ['a'] }))).toBe(5)
})

test('buckets are whole at both ends', () => {
  const sql = overTimeSql(choice(1.01, { interval_s: 60 }), 't')
  expect(sql).toContain(
    "event_time >= TIMESTAMPTZ '2026-11-27T11:28:00.000Z' AND event_time < TIMESTAMPTZ '2026-11-27T12:30:00.000Z'",
  )
})

test('a bucket that is not over is left out where not all devices may be in it', () => {
  const end = (some: Partial<Choice>) => / < TIMESTAMPTZ '(.*?)'/.exec(overTimeSql(choice(720, some), 't'))![1]
  expect(end({})).toBe('2026-11-27T12:00:00.000Z')
  expect(end({ by: BY_DEVICE })).toBe('2026-11-27T13:00:00.000Z')
  expect(calendarSql(choice(720), 't')).toContain("hour < TIMESTAMPTZ '2026-11-27T12:00:00.000Z'")
  expect(calendarSql(choice(0.1), 't')).toContain("hour < TIMESTAMPTZ '2026-11-27T13:00:00.000Z'")
})

test('groups are told by a week of readings at most', () => {
  const members = /arg_max.*\nFROM device_metrics\n *WHERE event_time >= TIMESTAMPTZ '(.*?)'/
  const from = (hours: number) => members.exec(overTimeSql(choice(hours, { by: 'kind' }), 't').replaceAll('\n  ', '\n'))![1]
  expect(from(1)).toBe('2026-11-27T11:30:00.000Z')
  expect(from(10_000)).toBe('2026-11-20T12:30:00.000Z')
})

test('a window ends with the newest reading, and begins with the first at the earliest', () => {
  const extent = { from_ms: END - 48 * HOUR_MS, to_ms: END }
  expect(windowOf({}, extent)).toEqual({ from_ms: END + 1 - 24 * HOUR_MS, to_ms: END + 1 })
  expect(windowOf({ span: 'month' }, extent)).toEqual({ from_ms: extent.from_ms, to_ms: END + 1 })
  expect(windowOf({}, null)).toBeNull()
  const [later, earlier] = ['2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z']
  expect(windowOf({ from: later, to: earlier }, null)).toEqual({
    from_ms: Date.parse(earlier),
    to_ms: Date.parse(later),
  })
})
