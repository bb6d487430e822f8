import { sqlTime } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface Today {
  /** Anomalies of the last week that nobody has settled. */
  open: number
  /** When the newest reading of the last two days was measured. */
  newest: string | null
  /** Of today, in the signal's unit; null: the lake has no such signal, or no reading of today. */
  energy: number | null
}
export const ENERGY = 'energy_consumption'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What the overview tells of the days up to an hour, in milliseconds since 1970. It is asked once that
 * is known, and whether the lake has energy. */
export function useToday(hour: number | undefined, hasEnergy: boolean | undefined) {
  return useSql(hour === undefined || hasEnergy === undefined ? null : sqlOf(hour, hasEnergy), read)
}

/** The begin of the hour of a time: up to it the question is the same for as long. */
export const hourOf = (now: number) => Math.floor(now / HOUR_MS) * HOUR_MS
/** Since when anomalies are counted. */
export const countedSince = (hour: number) => hour - 7 * DAY_MS

function sqlOf(hour: number, hasEnergy: boolean): string {
  const day = sqlTime(Math.floor(hour / DAY_MS) * DAY_MS)
  const energy = hasEnergy ? `(SELECT sum(${ENERGY}_sum) FROM rollups_hour WHERE hour >= ${day})` : 'NULL'
  return `SELECT
  (SELECT count(*) FROM anomalies WHERE event_time >= ${sqlTime(countedSince(hour))}
    AND NOT anomaly_id IN (SELECT anomaly_id FROM anomaly_status WHERE status <> 'open')) AS open,
  (SELECT max(last_time) FROM rollups_hour WHERE hour >= ${sqlTime(hour - 2 * DAY_MS)}) AS newest,
  ${energy} AS energy`
}

function read([row]: Cell[][]): Today {
  const [open, newest, energy] = row ?? []
  return {
    open: (open as number | undefined) ?? 0,
    newest: (newest as string | null | undefined) ?? null,
    energy: (energy as number | null | undefined) ?? null,
  }
}
