// Where the queries that were run are kept: this file alone knows. They stay in the browser until
// they are deleted; what they were answered never does.
import { BrowserText } from '../../lib/browser-text'

export interface KeptQuery {
  sql: string
  /** When it was run, in milliseconds since 1970. */
  at: number
  took_ms: number
  /** How many rows came, and whether there were more; or what the server said instead. */
  rows?: number
  isCut?: boolean
  error?: string
}
const browser = new BrowserText('telltale-queries')
export const QUERIES_MAX = 50
const TEXT_MAX = 20_000 // of one query, so that the browser has room for all
const VERSION = 1

let known: { text: string | null; queries: KeptQuery[] } = { text: null, queries: [] }

export const keptQueries = {
  /** The newest first; the same list until something changes. */
  read(): KeptQuery[] {
    const text = browser.read()
    if (text !== known.text) known = { text, queries: queriesOf(text) }
    return known.queries
  },

  /** One that was run before moves to the top. */
  add(query: KeptQuery): void {
    if (query.sql.length > TEXT_MAX) return
    const others = keptQueries.read().filter(({ sql }) => sql !== query.sql)
    write([query, ...others].slice(0, QUERIES_MAX))
  },
  remove: (sql: string): void => write(keptQueries.read().filter((query) => query.sql !== sql)),
  removeAll: (): void => write([]),

  subscribe: browser.subscribe,
}

function write(queries: KeptQuery[]): void {
  try {
    browser.write(queries.length === 0 ? null : JSON.stringify({ version: VERSION, queries }))
  } catch {
    // A browser that keeps nothing has no history, and runs queries as any other.
  }
}

// What is damaged is left out: it is a help, and nothing that cannot be written again.
function queriesOf(text: string | null): KeptQuery[] {
  try {
    const { version, queries } = JSON.parse(text ?? '{}') as { version?: unknown; queries?: unknown }
    if (version !== VERSION || !Array.isArray(queries)) return []
    return queries.filter(isQuery).slice(0, QUERIES_MAX)
  } catch {
    return []
  }
}

function isQuery(value: unknown): value is KeptQuery {
  if (typeof value !== 'object' || value === null) return false
  const { sql, at, took_ms, rows, error } = value as Record<string, unknown>
  const hasEnd = typeof rows === 'number' || typeof error === 'string'
  return typeof sql === 'string' && typeof at === 'number' && typeof took_ms === 'number' && hasEnd
}
