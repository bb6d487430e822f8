import { moment } from '../lib/format'
import type { Schemas } from '../lib/schemas'
import css from './missing-note.module.css'

type Missing = Schemas['MissingRows']
type Times = Schemas['MissingTimes']

/** Of a list that is read page by page: each page tells of its own part. */
export function missingOf(pages: { missing?: Missing }[]): Missing | undefined {
  const all = pages.flatMap(({ missing }) => missing ?? [])
  return all.length === 0 ? undefined : all.reduce(join)
}

function join(one: Missing, other: Missing): Missing {
  return {
    commit: Math.max(one.commit, other.commit),
    event_time: widest(one.event_time, other.event_time),
    received: widest(one.received, other.received),
  }
}

// What is not known of one is not known of both.
function widest(one: Times, other: Times): Times {
  if (!one || !other) return null
  const [from] = [one.from, other.from].toSorted()
  const [, to] = [one.to, other.to].toSorted()
  return { from: from!, to: to! }
}

/** Beside a list of the past: that rows it showed then have had their time since. */
export function MissingNote({ missing }: { missing: Missing | undefined }) {
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
