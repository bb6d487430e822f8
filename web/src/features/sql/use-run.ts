import { useCallback, useEffect, useRef, useState } from 'react'
import { postQuery, type QueryRows } from '../../api/post-query'
import { count } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import { useLake } from '../../lib/use-lake'

interface Outcome {
  rows?: QueryRows
  error?: Error
  took_ms?: number
}

/** One query at a time, that can be given up: the server ends it when its reader goes. */
export function useRun() {
  const lake = useLake()
  const asOf = useAsOf()
  const running = useRef<AbortController | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({})

  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(() => cancel, [cancel])

  const start = async (sql: string) => {
    cancel()
    const mine = new AbortController()
    running.current = mine
    const begun = performance.now()
    setRunning(true)
    setOutcome({})
    try {
      const rows = await postQuery({ sql, lake, asOf }, mine.signal)
      if (running.current === mine) setOutcome({ rows, took_ms: performance.now() - begun })
    } catch (cause) {
      const wasGivenUp = mine.signal.aborted
      const error = wasGivenUp ? new Error('the query was cancelled') : (cause as Error)
      if (running.current === mine) setOutcome({ error })
    } finally {
      if (running.current === mine) setRunning(false)
    }
  }
  return { start: (sql: string) => void start(sql), cancel, isRunning, note: noteOf(outcome), ...outcome }
}

function noteOf({ rows, took_ms }: Outcome): string | undefined {
  if (!rows || took_ms === undefined) return undefined
  const cut = rows.truncated ? 'the first ' : ''
  const took = took_ms.toFixed(0)
  return `${cut}${count(rows.row_count)} rows of commit ${count(rows.commit)} in ${took} ms`
}
