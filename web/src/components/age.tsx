import { ago, MISSING } from '../lib/format'
import { useNow } from '../lib/use-now'

/** How long ago something was. */
export function Age({ time }: { time: string | null | undefined }) {
  return useNow((now) => ago(time, now))
}

interface UntilProps {
  time: string | null | undefined
  /** Up to when, in milliseconds since 1970, of a page that looks back; null: it grows; nothing: it is
   * not known yet to when the page looks back. */
  until: number | null | undefined
}

/** The same on a page that may look back. */
export function AgeUntil({ time, until }: UntilProps) {
  return useNow((now) => (until === undefined ? MISSING : ago(time, until ?? now)))
}
