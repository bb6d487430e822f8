import { sqlText } from '../lib/sql-quote'
import { type QueryRows, useQueryRows } from './post-query'

export interface Firmware {
  version: string
  /** Of the first and newest reading that names it, ISO 8601. */
  first: string
  last: string
}
export const FIRMWARES_MAX = 20

/** Which versions a device named, the newest first. Every reading of it is looked at, so it is asked
 * once; only a device whose readings name a version may be asked about. */
export function useFirmware(device: string) {
  return useQueryRows(sqlOf(device), 0)
}

function sqlOf(device: string): string {
  return `SELECT firmware_version, min(event_time) AS first, max(event_time) AS last
FROM device_metrics WHERE device_id = ${sqlText(device)} AND firmware_version IS NOT NULL
GROUP BY 1 ORDER BY last DESC LIMIT ${FIRMWARES_MAX}`
}

export function firmwaresOf({ rows }: QueryRows): Firmware[] {
  return rows.map(([version, first, last]) => ({
    version: String(version),
    first: String(first),
    last: String(last),
  }))
}
