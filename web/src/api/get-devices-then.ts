import { sqlText, sqlWhole } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

/** A device as the readings of a commit tell of it. */
export interface DeviceThen {
  device_id: string
  oldest: string
  newest: string
  readings: number
}
export interface DevicesThen {
  /** How many there were, of which these are the first by their ids. */
  total: number
  devices: DeviceThen[]
}
export const DEVICES_THEN_MAX = 1_000

/** Which devices had readings with the commit that is looked back to. */
export function useDevicesThen(search: string | undefined) {
  const part = search === undefined ? '' : `\nWHERE contains(lower(device_id), lower(${sqlText(search)}))`
  const sql = `SELECT device_id, min(first_time) AS oldest, max(last_time) AS newest, sum(n)::BIGINT AS readings,
  count(*) OVER () AS total
FROM rollups_hour${part}
GROUP BY device_id ORDER BY device_id LIMIT ${sqlWhole(DEVICES_THEN_MAX)}`
  return useSql(sql, read)
}

type Row = [device: string, oldest: string, newest: string, readings: number, total: number]

function read(rows: Cell[][]): DevicesThen {
  const list = rows as Row[]
  return {
    total: list[0]?.[4] ?? 0,
    devices: list.map(([device_id, oldest, newest, readings]) => ({ device_id, oldest, newest, readings })),
  }
}
