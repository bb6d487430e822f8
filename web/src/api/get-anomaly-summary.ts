import { sqlWhole } from '../lib/sql-quote'
import { placedSql } from './anomaly-sql'
import { type AnomaliesFilter, ANOMALY_KINDS, type AnomalyKind } from './get-anomalies'
import { type Cell, useSql } from './post-query'

export type KindCounts = Record<AnomalyKind, number>
export interface AnomalySummary {
  /** Hours of a bar: 1, 24 or 720. */
  unit: number
  /** By the hour, since 1970, at which a bar begins; the earliest first, none that is empty. */
  times: { hour: number; counts: KindCounts }[]
  /** As many as there are bins, from score 0 to 1. */
  scores: KindCounts[]
}
export const SCORE_BINS = 20

/** How many anomalies of each kind a filter lets through, over time and by score. */
export function useAnomalySummary(filter: AnomaliesFilter) {
  return useSql(sqlOf(filter), read)
}

function sqlOf(filter: AnomaliesFilter): string {
  return `WITH ${placedSql(filter)},
binned AS (
  SELECT kind, hours, hour,
    least(floor(score * ${sqlWhole(SCORE_BINS)}), ${sqlWhole(SCORE_BINS - 1)})::INTEGER AS bin
  FROM placed)
SELECT hours, hour, bin, kind, count(*) AS n
FROM binned GROUP BY GROUPING SETS ((hours, hour, kind), (hours, bin, kind))
ORDER BY hour DESC, bin LIMIT 1000`
}

function read(rows: Cell[][]): AnomalySummary {
  const times = new Map<number, KindCounts>()
  const scores = Array.from({ length: SCORE_BINS }, noCounts)
  for (const [, hour, bin, kind, n] of rows as [number, number | null, number | null, AnomalyKind, number][]) {
    if (!ANOMALY_KINDS.includes(kind)) continue
    if (bin !== null) scores[bin]![kind] += n
    if (hour === null) continue
    if (!times.has(hour)) times.set(hour, noCounts())
    times.get(hour)![kind] += n
  }
  const sorted = [...times].sort(([a], [b]) => a - b)
  return {
    unit: (rows[0]?.[0] as number | undefined) ?? 1,
    times: sorted.map(([hour, counts]) => ({ hour, counts })),
    scores,
  }
}

export function noCounts(): KindCounts {
  return { unusual: 0, stuck: 0, range: 0, gap: 0 }
}
