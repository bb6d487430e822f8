import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useAsOf } from '../lib/use-as-of'
import { useLake } from '../lib/use-lake'

export type Cell = number | string | boolean | null | Cell[]
export interface QueryRows {
  commit: number
  columns: { name: string; type: string }[]
  rows: Cell[][]
  row_count: number
  truncated: boolean
}
export const ROWS_MAX = 1_000
export const TIME_MAX_MS = 30_000
const EVERY_MS = 60_000

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

/** A SELECT that a page asks by itself, and what `read` makes of its rows. It may be a long one,
 * so it is asked again each minute and not at each commit. */
export function useSql<T>(sql: string, read: (rows: Cell[][]) => T) {
  const lake = useLake()
  const asOf = useAsOf()
  return useQuery({
    queryKey: ['sql', lake, sql, asOf],
    queryFn: async ({ signal }) => read((await postQuery({ sql, lake, asOf }, signal)).rows),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    meta: { keepsItsTime: true },
  })
}
