// The parts of a query that say which readings are meant and which group each belongs to.
import { sqlName, sqlText, sqlTime } from '../../lib/sql-quote'
import { BY_DEVICE, type Choice, hourOf, type TimeWindow } from './choice'

export const GROUPS_MAX = 12
const WEEK_MS = 7 * 24 * 3_600_000

/** Named parts of one SELECT, the last of which gives the rows. */
export function withParts(parts: (readonly [name: string, select: string] | null)[], select: string) {
  const named = parts.filter((part) => part !== null)
  if (named.length === 0) return select
  const indented = (text: string) => text.replaceAll(/^/gm, '  ')
  return `WITH ${named.map(([name, text]) => `${name} AS (\n${indented(text)}\n)`).join(', ')}\n${select}`
}

// A device belongs to the group that it last named. A week of readings tells, however long the
// window is, so that a long one does not read all of them.
export function members({ by, devices, window }: Choice): readonly [string, string] | null {
  if (by === undefined || by === BY_DEVICE) return null
  const from_ms = Math.max(window.from_ms, window.to_ms - WEEK_MS)
  const lines = [
    `SELECT device_id, CAST(arg_max(${sqlName(by)}, event_time) AS VARCHAR) AS _group`,
    'FROM device_metrics',
    `WHERE ${within('event_time', { ...window, from_ms })}${among(devices)}`,
    'GROUP BY device_id',
  ]
  return ['members', lines.join('\n')]
}

export function groupColumn({ by, devices }: Choice): string {
  if (by === undefined) return `${sqlText(nameOfAll(devices))} AS "group"`
  if (by === BY_DEVICE) return `coalesce(device_id, 'no device') AS "group"`
  return `coalesce(members._group, 'not known') AS "group"`
}

function nameOfAll(devices: string[]): string {
  return devices.length === 0 ? 'all devices' : devices.length === 1 ? devices[0]! : 'the chosen devices'
}

/** FROM and WHERE of the readings of a window or, for long ones, of the sums of its hours. */
export function fromReadings(choice: Choice, signals: string[]): string {
  const { window, devices, sums } = choice
  const has = signals.map((signal) =>
    sums ? ` AND ${sqlName(`${signal}_n`)} > 0` : ` AND ${sqlName(signal)} IS NOT NULL`,
  )
  const time = sums ? within('hour', wholeHours(window)) : within('event_time', window)
  const join = members(choice) ? ' LEFT JOIN members USING (device_id)' : ''
  return `FROM ${sums ? 'rollups_hour' : 'device_metrics'}${join}\nWHERE ${time}${among(devices)}${has.join('')}`
}

/** One number a row: what was read or, for long windows, a device's mean of an hour. */
export function valueOf(signal: string, { sums }: Choice): string {
  if (!sums) return sqlName(signal)
  return `${sqlName(`${signal}_sum`)} / ${sqlName(`${signal}_n`)}`
}

/** The groups of a part with columns "group" and n, the one with the most readings first. */
export function ranked(part: string): readonly [string, string] {
  const lines = [
    'SELECT "group", row_number() OVER (ORDER BY sum(n) DESC, "group") AS place,',
    '  count(*) OVER () AS groups',
    `FROM ${part}`,
    'GROUP BY "group"',
  ]
  return ['ranked', lines.join('\n')]
}

// The first hour counts whole: its sum cannot be cut.
function wholeHours({ from_ms, to_ms }: TimeWindow): TimeWindow {
  return { from_ms: hourOf(from_ms), to_ms }
}

export function within(column: string, { from_ms, to_ms }: TimeWindow): string {
  return `${column} >= ${sqlTime(from_ms)} AND ${column} < ${sqlTime(to_ms)}`
}

export function among(devices: string[]): string {
  if (devices.length === 0) return ''
  return ` AND device_id IN (${devices.map(sqlText).join(', ')})`
}
