import { moment } from '../lib/format'
import type { Schemas } from '../lib/schemas'
import css from './missing-note.module.css'

/** Beside a list of the past: that rows it showed then have had their time since. */
export function MissingNote({ missing }: { missing: Schemas['MissingRows'] | undefined }) {
  if (missing === undefined) return null
  const { event_time: measured, received } = missing
  const times = measured ?? received
  return (
    <p className={css.note} role="note">
      Not all of then: rows{times && ` ${measured ? 'measured' : 'received'} ${spanOf(times)}`} have had their time and
      left the lake since.
    </p>
  )
}

function spanOf({ from, to }: { from: string | null; to: string | null }): string {
  const hasYear = { hasYear: true }
  return `from ${moment(from, hasYear)} to ${moment(to, hasYear)}`
}
