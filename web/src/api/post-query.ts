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

export interface Query {
  sql: string
  lake: string | undefined
  /** A commit or a moment; nothing: the newest commit. */
  asOf: string | undefined
}

/** One SELECT; the server ends it when `signal` goes. */
export function postQuery({ sql, lake, asOf }: Query, signal: AbortSignal) {
  const then = asOf === undefined ? {} : { as_of: asOf }
  const body = { sql, format: 'json', rows_max: ROWS_MAX, time_max_ms: TIME_MAX_MS, ...then }
  return askJson<QueryRows>('/v1/query', { lake, body, signal })
}
