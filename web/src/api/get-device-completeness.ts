import type { DeviceCounts, Span } from '../lib/completeness'
import { sqlText, sqlWhole } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface OwnCompleteness extends DeviceCounts {
  span: Span
}

/** How much came of one device; nothing where it has sent nothing. */
export function useDeviceCompleteness(device: string, span: Span) {
  return useSql(sqlOf(device, span), read)
}

function sqlOf(device: string, { since, until, unit }: Span): string {
  const [from, to, u] = [sqlWhole(since), sqlWhole(until), sqlWhole(unit)]
  return `WITH hours AS (
  SELECT epoch_ms(hour) // 3600000 AS hour, sum(expected) AS expected,
    sum(least(n, expected)) AS came
  FROM rollups_hour WHERE device_id = ${sqlText(device)} GROUP BY 1),
known AS (
  SELECT min(hour) AS first, max(expected)::BIGINT AS expected FROM hours),
cells AS (
  SELECT (hour - ${from}) // ${u} AS cell, sum(came)::BIGINT AS came
  FROM hours WHERE hour >= ${from} AND hour < ${to} GROUP BY 1)
SELECT ${from} AS since, ${to} AS until, ${u} AS unit, first, expected,
  (SELECT list(cell ORDER BY cell) FROM cells) AS cells,
  (SELECT list(came ORDER BY cell) FROM cells) AS came
FROM known WHERE first IS NOT NULL`
}

function read(rows: Cell[][]): OwnCompleteness | null {
  if (rows.length === 0) return null
  const [since, until, unit, first] = rows[0] as [number, number, number, number]
  const [, , , , expected, cells, came] = rows[0]!
  return {
    span: { since, until, unit },
    first,
    expected: expected as number | null,
    cells: (cells ?? []) as number[],
    came: (came ?? []) as number[],
  }
}
