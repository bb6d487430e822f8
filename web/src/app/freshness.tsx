import { lakeOf, useStatus } from '../api/get-status'
import { Age } from '../components/age'
import { count } from '../lib/format'
import { useAsOf } from '../lib/use-as-of'
import { useLake } from '../lib/use-lake'
import { useLive } from '../lib/use-live'
import css from './freshness.module.css'

// Of a page that looks back nothing is live.
const PAST = 'In the past'
const WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' } as const

/** Whether what is on the screen is of now, and of which commit. */
export function Freshness() {
  const live = useLive()
  const { data } = useStatus()
  const lake = lakeOf(data, useLake())
  const isPast = useAsOf() !== undefined
  return (
    <div className={css.freshness} role="status" data-state={isPast ? 'past' : live.state}>
      <span className={css.state}>
        <i className={css.dot} />
        {isPast ? PAST : WORDS[live.state]}
      </span>
      {isPast && <span className={css.ofNow}>the state of devices and server is of now</span>}
      {!isPast && lake?.commit !== undefined && lake.commit_time && (
        <span className={css.commit}>
          commit <b>{count(lake.commit)}</b>, <Age time={lake.commit_time} /> old
        </span>
      )}
    </div>
  )
}
