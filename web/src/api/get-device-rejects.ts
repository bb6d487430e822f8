import { sqlText } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface DeviceRejects {
  reason: string
  records: number
  /** When the newest was received, in milliseconds since 1970. */
  newest_ms: number
  /** The field of the newest that was wrong, and what was in it. */
  field: string | null
  value: string | null
}

/** Why records of a device were refused, the reason of the newest first. */
export function useDeviceRejects(device: string) {
  return useSql(sqlOf(device), read)
}

function sqlOf(device: string): string {
  return `SELECT reason, count(*) AS records, epoch_ms(max(ingest_time)) AS newest_ms,
  arg_max(field, ingest_time) AS field, arg_max(value, ingest_time) AS value
FROM rejects WHERE device_id = ${sqlText(device)} AND ingest_time IS NOT NULL
GROUP BY reason ORDER BY newest_ms DESC LIMIT 20`
}

function read(rows: Cell[][]): DeviceRejects[] {
  return rows.map(([reason, records, newest_ms, field, value]) => ({
    reason: reason as string,
    records: records as number,
    newest_ms: newest_ms as number,
    field: field as string | null,
    value: value as string | null,
  }))
}
