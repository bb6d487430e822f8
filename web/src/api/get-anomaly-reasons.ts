import { sqlWhole } from '../lib/sql-quote'
import { placedSql } from './anomaly-sql'
import type { AnomaliesFilter, AnomalyKind } from './get-anomalies'
import { type Cell, useSql } from './post-query'

/** What anomalies have in common: of what kind, in which signal; null: of a device as a whole. */
export interface Reason {
  kind: AnomalyKind
  signal: string | null
  count: number
  /** By the hour, since 1970, at which a bar begins; the earliest first, none that is empty. */
  times: { hour: number; count: number }[]
}
export interface Reasons {
  /** Hours of a bar: 1, 24 or 720. */
  unit: number
  /** Of how many reasons there are, the most frequent, these first. */
  total: number
  reasons: Reason[]
}
export const REASONS_MAX = 6

/** The most frequent reasons of the anomalies that a filter lets through, over time. */
export function useAnomalyReasons(filter: AnomaliesFilter) {
  return useSql(sqlOf(filter), read)
}

function sqlOf(filter: AnomaliesFilter): string {
  return `WITH ${placedSql(filter)},
reasons AS (
  SELECT kind, signal, count(*) AS n, count(*) OVER () AS total FROM chosen GROUP BY kind, signal
  ORDER BY n DESC, kind, signal LIMIT ${sqlWhole(REASONS_MAX)})
SELECT p.hours, r.total, p.kind, p.signal, r.n, p.hour, count(*) AS n
FROM placed AS p JOIN reasons AS r ON p.kind = r.kind AND p.signal IS NOT DISTINCT FROM r.signal
GROUP BY ALL ORDER BY p.hour DESC LIMIT 1000`
}

type Row = [
  unit: number, total: number, kind: AnomalyKind, signal: string | null, all: number, hour: number, n: number,
]

function read(rows: Cell[][]): Reasons {
  const reasons = new Map<string, Reason>()
  for (const [, , kind, signal, all, hour, n] of (rows as Row[]).toReversed()) {
    const key = nameOf({ kind, signal })
    if (!reasons.has(key)) reasons.set(key, { kind, signal, count: all, times: [] })
    reasons.get(key)!.times.push({ hour, count: n })
  }
  const [unit, total] = (rows[0] ?? [1, 0]) as [number, number]
  return { unit, total, reasons: [...reasons.values()].sort(inOrder) }
}

// Those that are as frequent are always in the same order.
function inOrder(a: Reason, b: Reason): number {
  return b.count - a.count || (nameOf(a) < nameOf(b) ? -1 : 1)
}

function nameOf({ kind, signal }: Pick<Reason, 'kind' | 'signal'>): string {
  return `${kind} ${signal ?? ''}`
}
