import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { TIME_MAX_MS } from '../../api/post-query'
import { moment } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import css from './editor.module.css'

interface Props {
  canRun: boolean
  /** Since when a query runs, in milliseconds since 1970. */
  since: number | null
  onRun: () => void
  onCancel: () => void
}

/** Runs and gives up, and says of when the lake will be asked. */
export function RunActions({ canRun, since, onRun, onCancel }: Props) {
  const asOf = useAsOf()
  return (
    <div className={css.actions}>
      <Button size="xs" onClick={onRun} disabled={since !== null || !canRun}>
        Run
      </Button>
      <Button size="xs" variant="default" onClick={onCancel} disabled={since === null}>
        Cancel
      </Button>
      <span>
        as of <b data-past={asOf !== undefined || undefined}>{whenOf(asOf)}</b>
      </span>
      {since !== null && <Elapsed since={since} />}
      <span className={css.hint}>Ctrl + Enter runs, Escape cancels, Ctrl + Space suggests</span>
    </div>
  )
}

function whenOf(asOf: string | undefined): string {
  if (asOf === undefined) return 'now'
  return /^\d+$/.test(asOf) ? `commit ${asOf}` : moment(asOf, { hasYear: true })
}

// Not read out as it goes on: nobody wants to hear each tenth of a second.
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className={css.elapsed} role="timer">
      {(Math.max(0, now - since) / 1000).toFixed(1)} s of at most {TIME_MAX_MS / 1000} s
    </span>
  )
}
