import { sqlNumber, sqlText, sqlTime, sqlWhole } from '../lib/sql-quote'
import { type AnomaliesFilter, ANOMALY_KINDS, type AnomalyKind, type AnomalyState } from './get-anomalies'
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
const HOURS_UP_TO = 96
const DAYS_UP_TO = 2_880

/** How many anomalies of each kind a filter lets through, over time and by score. */
export function useAnomalySummary(filter: AnomaliesFilter) {
  return useSql(sqlOf(filter), read)
}

function sqlOf(filter: AnomaliesFilter): string {
  return `WITH chosen AS (
  SELECT kind, epoch_ms(event_time) AS found_ms, score FROM anomalies WHERE ${conditionOf(filter)}),
unit AS (
  SELECT CASE WHEN length < ${sqlWhole(HOURS_UP_TO)} THEN 1
    WHEN length < ${sqlWhole(DAYS_UP_TO)} THEN 24 ELSE 720 END AS hours
  FROM (SELECT (max(found_ms) - min(found_ms)) / 3600000 AS length FROM chosen)),
placed AS (
  SELECT kind, hours, found_ms // (3600000::BIGINT * hours) * hours AS hour,
    least(floor(score * ${sqlWhole(SCORE_BINS)}), ${sqlWhole(SCORE_BINS - 1)})::INTEGER AS bin
  FROM chosen, unit)
SELECT hours, hour, bin, kind, count(*) AS n
FROM placed GROUP BY GROUPING SETS ((hours, hour, kind), (hours, bin, kind))
ORDER BY hour DESC, bin LIMIT 1000`
}

function conditionOf(filter: AnomaliesFilter): string {
  const { device, signal, kind, status, score_min: least, since, until } = filter
  const parts = [
    'event_time IS NOT NULL',
    device !== undefined && `device_id = ${sqlText(device)}`,
    signal !== undefined && `signal = ${sqlText(signal)}`,
    kind !== undefined && `kind = ${sqlText(kind)}`,
    status !== undefined && statusIs(status),
    least !== undefined && `score >= ${sqlNumber(least)}`,
    since !== undefined && `event_time >= ${sqlTime(Date.parse(since))}`,
    until !== undefined && `event_time < ${sqlTime(Date.parse(until))}`,
  ]
  return parts.filter((part) => part !== false).join(' AND ')
}

// An anomaly of which nothing was said is open, and has no row there.
function statusIs(status: AnomalyState): string {
  const said = 'anomaly_id IN (SELECT anomaly_id FROM anomaly_status WHERE status'
  return status === 'open' ? `NOT ${said} <> 'open')` : `${said} = ${sqlText(status)})`
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
