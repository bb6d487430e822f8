import type { SchemaVersion } from '../../api/get-reject-groups'
import { sqlText, sqlWhole } from '../../lib/sql-quote'

/** Which rejects are meant; what is left out does not tell them apart. */
export interface Which {
  reason?: string | undefined
  device?: string | undefined
  version?: SchemaVersion | undefined
}

/** The same as SQL over the view `rejects`. */
export function conditionOf({ reason, device, version }: Which): string {
  const parts = [
    reason !== undefined && `reason = ${sqlText(reason)}`,
    device !== undefined && `device_id = ${sqlText(device)}`,
    version && `schema = ${sqlText(version.schema)} AND schema_version = ${sqlWhole(version.version)}`,
  ]
  return parts.filter((part) => typeof part === 'string').join(' AND ') || 'true'
}
