import { ago } from '../lib/format'
import { useNow } from '../lib/use-now'

interface Props {
  time: string | null | undefined
  /** Up to when, in milliseconds since 1970, of a page that looks back; else it grows. */
  until?: number | null | undefined
}

/** How long ago something was. */
export function Age({ time, until }: Props) {
  return useNow((now) => ago(time, until ?? now))
}
