import type { ReactNode } from 'react'
import { DEVICE_STATES } from '../../../api/get-devices'
import { count } from '../../../lib/format'
import { type Mark, placeText } from './clusters'
import css from './map.module.css'

interface Props {
  shown: readonly Mark[]
  pointed: Mark | null
  /** The map cannot be closer. */
  isLast: boolean
  beside: ReactNode
}

/** What the colours mean and how many devices of each are seen, or what is pointed at. */
export function MapLegend({ shown, pointed, isLast, beside }: Props) {
  const sum = (part: (typeof DEVICE_STATES)[number]) =>
    shown.reduce((total, { cluster }) => total + cluster[part], 0)
  return (
    <div className={css.foot}>
      <ul className={css.legend} aria-label="States of the devices that are seen">
        {DEVICE_STATES.map((state) => (
          <li key={state} data-state={state}>
            {state} <b>{count(sum(state))}</b>
          </li>
        ))}
      </ul>
      <p className={css.pointed} aria-hidden>
        {pointed ? words(pointed, isLast) : ''}
      </p>
      {beside}
    </div>
  )
}

function words({ cluster, worst }: Mark, isLast: boolean): string {
  const place = placeText(cluster)
  if (cluster.count === 1) return `${cluster.device_id ?? 'no device'} is ${worst}, at ${place}`
  const states = DEVICE_STATES.filter((state) => cluster[state] > 0)
  const told = states.map((state) => `${count(cluster[state])} ${state}`).join(', ')
  return `${count(cluster.count)} devices ${isLast ? 'at one place' : 'around'} ${place}: ${told}`
}
