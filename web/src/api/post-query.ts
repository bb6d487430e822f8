import { useQuery } from '@tanstack/react-query'
import { ask, askText } from '../lib/api-client'
import { atMost } from '../lib/at-most'
import { parseExact } from '../lib/exact-json'
import { keepOld } from '../lib/keep-old'
import type { Schemas } from '../lib/schemas'
import { useAsOf } from '../lib/use-as-of'
import { useLake } from '../lib/use-lake'

export type Cell = Schemas['QueryValue']
export type QueryRows = Schemas['QueryRows']
export const ROWS_MAX = 1_000
export const CHART_ROWS_MAX = 10_000
export const TIME_MAX_MS = 30_000
const EVERY_MS = 60_000
// The server runs two queries at a time: more of one page would keep others waiting.
const inTurn = atMost(2)
export type FileFormat = 'csv' | 'arrow' | 'parquet'

export interface Query {
  sql: string
  lake: string | undefined
  /** A commit or a moment; nothing: the newest commit. */
  asOf: string | undefined
}

function bodyOf({ sql, asOf }: Query) {
  return asOf === undefined ? { sql } : { sql, as_of: asOf }
}

/** One SELECT; the server ends it when `signal` goes. Whole numbers of more than 53 bits are texts. */
export async function postQuery(query: Query, signal: AbortSignal, rows_max = ROWS_MAX) {
  const body = { ...bodyOf(query), format: 'json', rows_max, time_max_ms: TIME_MAX_MS }
  return parseExact<QueryRows>(await askText('/v1/query', { lake: query.lake, body, signal }))
}

/** The whole answer as the bytes of a file. */
export async function postQueryForFile(query: Query, format: FileFormat) {
  const body = { ...bodyOf(query), format }
  const response = await ask('/v1/query', { lake: query.lake, body })
  return response.blob()
}

/** A SELECT that a page asks by itself, and what `read` makes of its rows. It may be a long one,
 * so it is asked again each minute and not at each commit. Nothing is asked while there is no `sql`. */
export function useSql<T>(sql: string | null, read: (rows: Cell[][]) => T) {
  const lake = useLake()
  const asOf = useAsOf()
  const queryKey = ['sql', lake, asOf, sql]
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => read((await postQuery({ sql: sql!, lake, asOf }, signal)).rows),
    enabled: sql !== null,
    refetchInterval: asOf === undefined ? EVERY_MS : false,
    placeholderData: keepOld(queryKey),
    meta: { keepsItsTime: true },
  })
}

/** What a picture is made of. It is asked once: a commit does not ask again, another `turn` does. */
export function useQueryRows(sql: string | null, turn: number) {
  const lake = useLake()
  const asOf = useAsOf()
  const queryKey = ['query', lake, asOf, sql, turn]
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      inTurn(signal, () => postQuery({ sql: sql!, lake, asOf }, signal, CHART_ROWS_MAX)),
    enabled: sql !== null,
    staleTime: 'static',
    gcTime: 60_000,
    placeholderData: keepOld(queryKey),
  })
}
