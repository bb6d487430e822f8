import { useCallback, useEffect, useRef, useState } from 'react'
import { postQuery, type QueryRows } from '../../api/post-query'
import { useAsOf } from '../../lib/use-as-of'
import { useLake } from '../../lib/use-lake'
import { keptQueries } from './kept-queries'

export interface Run {
  sql: string
  /** When it was begun, in milliseconds since 1970. */
  at: number
  took_ms?: number
  rows?: QueryRows
  error?: Error
}

/** What ended a query that was given up. */
export const CANCELLED = 'the query was cancelled'

/** One query at a time, that can be given up: the server ends it when its reader goes. */
export function useRun() {
  const lake = useLake()
  const asOf = useAsOf()
  const running = useRef<AbortController | null>(null)
  const [run, setRun] = useState<Run | null>(null)

  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const start = async (sql: string) => {
    cancel()
    const mine = new AbortController()
    running.current = mine
    const at = Date.now()
    const begun = performance.now()
    setRun({ sql, at })
    const outcome = await outcomeOf(() => postQuery({ sql, lake, asOf }, mine.signal), mine.signal)
    const ended = { sql, at, took_ms: performance.now() - begun, ...outcome }
    keep(ended)
    if (running.current === mine) setRun(ended)
  }
  const isRunning = run !== null && run.took_ms === undefined
  return { start: (sql: string) => void start(sql), cancel, run, isRunning }
}

async function outcomeOf(ask: () => Promise<QueryRows>, signal: AbortSignal): Promise<Partial<Run>> {
  try {
    return { rows: await ask() }
  } catch (cause) {
    return { error: signal.aborted ? new Error(CANCELLED) : (cause as Error) }
  }
}

function keep({ sql, at, took_ms, rows, error }: Run & { took_ms: number }): void {
  const outcome = rows ? { rows: rows.row_count, isCut: rows.truncated } : { error: error!.message }
  keptQueries.add({ sql, at, took_ms: Math.round(took_ms), ...outcome })
}
