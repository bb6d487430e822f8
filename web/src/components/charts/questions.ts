// The question of each view as SQL. What comes back is bounded: buckets by groups, bins or cells.
import { sqlName } from '../../lib/sql-quote'
import { type Choice, isMixed, stepSecondsOf, wholeBuckets } from './choice'
import {
  among,
  fromReadings,
  groupColumn,
  GROUPS_MAX,
  members,
  ranked,
  valueOf,
  within,
  withParts,
} from './readings-sql'

export const BINS = 48
export const CELLS_ACROSS = 60
export const CELLS_UP = 40
export const DAYS_MAX = 92
const HOUR_S = 3_600

/** Least, mean and largest of each bucket of time and group. */
export function overTimeSql(asked: Choice, signal: string): string {
  const step = stepSecondsOf(asked)
  const choice = { ...asked, window: wholeBuckets(asked.window, step, isMixed(asked)) }
  const { sums } = choice
  const of = (what: string) => sqlName(sums ? `${signal}_${what}` : signal)
  const columns = [
    groupColumn(choice),
    `to_timestamp(floor(epoch(${sums ? 'hour' : 'event_time'}) / ${step}) * ${step}) AS time`,
    sums ? `CAST(sum(${of('n')}) AS BIGINT) AS n` : 'count(*) AS n',
    sums ? `sum(${of('sum')}) / sum(${of('n')}) AS mean` : `avg(${of('')}) AS mean`,
    `min(${of('min')}) AS low`,
    `max(${of('max')}) AS high`,
  ]
  const reduced = `SELECT ${columns.join(',\n  ')}\n${fromReadings(choice, [signal])}\nGROUP BY ALL`
  const lines = [
    'SELECT "group", time, n, mean, low, high, groups',
    'FROM reduced JOIN ranked USING ("group")',
    `WHERE place <= ${GROUPS_MAX}`,
    'ORDER BY place, time',
  ]
  return withParts([members(asked), ['reduced', reduced], ranked('reduced')], lines.join('\n'))
}

/** How many values each group has between one edge and the next, of all values alike. */
export function distributionSql(choice: Choice, signal: string): string {
  const value = `CAST(${valueOf(signal, choice)} AS DOUBLE) AS value`
  const readings = `SELECT ${groupColumn(choice)}, ${value}\n${fromReadings(choice, [signal])}`
  const edges = `SELECT min(value) AS low, (max(value) - min(value)) / ${BINS} AS step\nFROM readings`
  const counted = `SELECT "group", ${binOf('value', BINS)} AS bin, count(*) AS n\nFROM readings, edges\nGROUP BY ALL`
  const lines = [
    'SELECT "group", low + bin * step AS from_value, low + (bin + 1) * step AS to_value, n,',
    '  n / sum(n) OVER (PARTITION BY "group") AS share, bin, groups',
    'FROM counted JOIN ranked USING ("group"), edges',
    `WHERE place <= ${GROUPS_MAX}`,
    'ORDER BY place, bin',
  ]
  const parts = [
    members(choice),
    ['readings', readings],
    ['edges', edges],
    ['counted', counted],
    ranked('counted'),
  ] as const
  return withParts([...parts], lines.join('\n'))
}

/** How many pairs of values fall into each cell of a plane, and how the two go together. */
export function correlationSql(choice: Choice, across: string, up: string): string {
  const all = { ...choice, by: undefined }
  const of = (signal: string) => `CAST(${valueOf(signal, choice)} AS DOUBLE)`
  const pairs = `SELECT ${of(across)} AS x, ${of(up)} AS y\n${fromReadings(all, [across, up])}`
  const edges = [
    `SELECT min(x) AS x_low, (max(x) - min(x)) / ${CELLS_ACROSS} AS x_step,`,
    `  min(y) AS y_low, (max(y) - min(y)) / ${CELLS_UP} AS y_step, corr(x, y) AS correlation`,
    'FROM pairs',
  ]
  const lines = [
    `SELECT x_low + x_bin * x_step AS x, y_low + y_bin * y_step AS y, count(*) AS n,`,
    '  x_bin, y_bin, x_low, x_step, y_low, y_step, correlation',
    'FROM (',
    `  SELECT *, ${binOf('x', CELLS_ACROSS, 'x_')} AS x_bin,`,
    `    ${binOf('y', CELLS_UP, 'y_')} AS y_bin`,
    '  FROM pairs, edges',
    ')',
    'GROUP BY ALL',
    'ORDER BY x_bin, y_bin',
  ]
  return withParts([['pairs', pairs], ['edges', edges.join('\n')]], lines.join('\n'))
}

/** The mean of each whole hour, the newest first. */
export function calendarSql({ devices, window }: Choice, signal: string): string {
  const of = (what: string) => sqlName(`${signal}_${what}`)
  return [
    `SELECT hour AS time, CAST(sum(${of('n')}) AS BIGINT) AS n, sum(${of('sum')}) / sum(${of('n')}) AS mean,`,
    `  min(${of('min')}) AS low, max(${of('max')}) AS high`,
    'FROM rollups_hour',
    `WHERE ${within('hour', wholeBuckets(window, HOUR_S, true))}${among(devices)} AND ${of('n')} > 0`,
    'GROUP BY hour',
    'ORDER BY hour DESC',
    `LIMIT ${DAYS_MAX * 24}`,
  ].join('\n')
}

/** From when to when there are readings, and how often most devices report in the newest day. */
export const EXTENT_SQL = `WITH ends AS (
  SELECT min(first_time) AS first, max(last_time) AS last
  FROM rollups_hour
)
SELECT first, last, quantile_disc(3600 / nullif(expected, 0), 0.9) AS interval_s
FROM ends LEFT JOIN rollups_hour ON epoch(hour) > epoch(last) - 86400
GROUP BY ALL`

// The largest value belongs to the last bin; where all values are the same there is one.
function binOf(value: string, bins: number, prefix = ''): string {
  const place = `floor((${value} - ${prefix}low) / nullif(${prefix}step, 0))`
  return `coalesce(least(${bins - 1}, CAST(${place} AS INTEGER)), 0)`
}
