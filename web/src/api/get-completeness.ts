import type { DeviceCounts, Span } from '../lib/completeness'
import { sqlWhole } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface DeviceCompleteness extends DeviceCounts {
  device: string | null
  readings: number
}
export interface FleetCompleteness {
  span: Span
  /** Of how many devices `list` has the worst. */
  devices: number
  list: DeviceCompleteness[]
}
export const DEVICES_MAX = 30

/** The devices of which the least came, in whole hours (or days of UTC) up to the lake's newest;
 * nothing where there is no whole one. */
export function useCompleteness(hours: number, unit: number) {
  return useSql(sqlOf(hours, unit), read)
}

// Who has sent nothing for twice the span is gone and not told of.
function sqlOf(hours: number, unit: number): string {
  const u = sqlWhole(unit)
  return `WITH hours AS (
  SELECT device_id, epoch_ms(hour) // 3600000 AS hour, sum(n) AS n, sum(expected) AS expected,
    sum(least(n, expected)) AS came
  FROM rollups_hour GROUP BY 1, 2),
span AS (
  SELECT greatest(min(hour) // ${u}, max(hour) // ${u} - ${sqlWhole(hours / unit)}) * ${u} AS since,
    max(hour) // ${u} * ${u} AS until
  FROM hours),
devices AS (
  SELECT device_id, min(hour) AS first, max(hour) AS newest, max(expected) AS expected
  FROM hours GROUP BY 1),
cells AS (
  SELECT device_id, (hour - since) // ${u} AS cell, sum(came) AS came, sum(n) AS n
  FROM hours, span WHERE hour >= since AND hour < until GROUP BY 1, 2)
SELECT since, until, ${u} AS unit, count(*) OVER () AS devices, device_id, first, expected::BIGINT AS expected,
  coalesce(sum(n), 0)::BIGINT AS readings,
  list(cell ORDER BY cell) FILTER (cell IS NOT NULL) AS cells,
  list(came::BIGINT ORDER BY cell) FILTER (cell IS NOT NULL) AS came
FROM devices JOIN span ON first < until AND newest >= 2 * since - until
  LEFT JOIN cells USING (device_id)
GROUP BY since, until, device_id, first, expected
ORDER BY coalesce(sum(cells.came), 0) / (expected * (until - greatest(first, since))) NULLS LAST,
  device_id
LIMIT ${DEVICES_MAX}`
}

function read(rows: Cell[][]): FleetCompleteness | null {
  if (rows.length === 0) return null
  const [since, until, unit, devices] = rows[0] as [number, number, number, number]
  return { span: { since, until, unit }, devices, list: rows.map(deviceOf) }
}

function deviceOf(row: Cell[]): DeviceCompleteness {
  const [, , , , device, first, expected, readings, cells, came] = row
  return {
    device: device as string | null,
    first: first as number,
    expected: expected as number | null,
    readings: readings as number,
    cells: (cells ?? []) as number[],
    came: (came ?? []) as number[],
  }
}
