import { askJson } from '../lib/api-client'

export type Cell = number | string | boolean | null
export interface QueryRows {
  commit: number
  columns: { name: string; type: string }[]
  rows: Cell[][]
  row_count: number
  truncated: boolean
}
export const ROWS_MAX = 1_000
export const TIME_MAX_MS = 30_000

/** One SELECT; the server ends it when `signal` goes. */
export function postQuery(sql: string, lake: string | undefined, signal: AbortSignal) {
  const body = { sql, format: 'json', rows_max: ROWS_MAX, time_max_ms: TIME_MAX_MS }
  return askJson<QueryRows>('/v1/query', { lake, body, signal })
}
