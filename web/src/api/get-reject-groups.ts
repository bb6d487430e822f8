import { sqlText } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface SchemaVersion {
  schema: string
  version: number
}
/** What rejects can be told apart by; those of the most rejects first. */
export interface RejectGroups {
  devices: string[]
  versions: SchemaVersion[]
}
const GROUPS_MAX = 300

/** Of the rejects of a reason; of all when it is left out. */
export function useRejectGroups(reason: string | undefined) {
  return useSql(sqlOf(reason), read)
}

// Versions come first: there are few, and many devices must not push them out.
function sqlOf(reason: string | undefined): string {
  const ofReason = reason === undefined ? '' : ` WHERE reason = ${sqlText(reason)}`
  return `SELECT device_id, schema, schema_version FROM rejects${ofReason}
GROUP BY GROUPING SETS ((device_id), (schema, schema_version))
ORDER BY grouping(device_id) DESC, count(*) DESC, 1, 2, 3 LIMIT ${GROUPS_MAX}`
}

function read(rows: Cell[][]): RejectGroups {
  const groups: RejectGroups = { devices: [], versions: [] }
  for (const [device, schema, version] of rows as [string | null, string | null, number | null][]) {
    if (device !== null) groups.devices.push(device)
    if (schema !== null && version !== null) groups.versions.push({ schema, version })
  }
  return groups
}
