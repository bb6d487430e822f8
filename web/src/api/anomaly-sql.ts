// What of the anomalies a filter lets through, as tables for questions of SQL.
import { sqlNumber, sqlText, sqlTime, sqlWhole } from '../lib/sql-quote'
import type { AnomaliesFilter, AnomalyState } from './get-anomalies'

const HOURS_UP_TO = 96
const DAYS_UP_TO = 2_880

/** `placed`: each with the time of its bar (`hour`, since 1970) and how long that is (`hours`: 1, 24 or
 * 720, the same for all). */
export function placedSql(filter: AnomaliesFilter): string {
  return `chosen AS (
  SELECT kind, signal, epoch_ms(event_time) AS found_ms, score FROM anomalies WHERE ${conditionOf(filter)}),
unit AS (
  SELECT CASE WHEN length < ${sqlWhole(HOURS_UP_TO)} THEN 1
    WHEN length < ${sqlWhole(DAYS_UP_TO)} THEN 24 ELSE 720 END AS hours
  FROM (SELECT (max(found_ms) - min(found_ms)) / 3600000 AS length FROM chosen)),
placed AS (
  SELECT kind, signal, score, hours, found_ms // (3600000::BIGINT * hours) * hours AS hour
  FROM chosen, unit)`
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
