import type { KeyboardEvent } from 'react'
import type { Anomaly } from '../../api/get-anomalies'
import { Chip } from '../../components/chip'
import { ago, count, score } from '../../lib/format'
import { useNow } from '../../lib/use-now'
import css from './anomalies.module.css'

interface Props {
  list: Anomaly[]
  open: string
  isCut: boolean
  onOpen: (id: string) => void
  onKey: (key: string) => void
}

/** One below the other; j and k, or the arrows, go through them, and other keys say something. */
export function AnomalyList({ list, open, isCut, onOpen, onKey }: Props) {
  const now = useNow()
  const go = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) onKey(event.key)
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = list[list.findIndex((anomaly) => anomaly.anomaly_id === open) + step]
    if (!next) return
    onOpen(next.anomaly_id)
    const buttons = event.currentTarget.querySelectorAll('button')
    buttons[list.indexOf(next)]?.focus()
  }
  return (
    <section className={css.list} aria-label="Anomalies, a list" onKeyDown={go}>
      {list.map((anomaly) => (
        <button
          key={anomaly.anomaly_id}
          type="button"
          className={css.item}
          aria-pressed={anomaly.anomaly_id === open}
          onClick={() => onOpen(anomaly.anomaly_id)}
        >
          <span className={css.line}>
            <Chip word={anomaly.kind} />
            <b className={css.score}>{score(anomaly.score)}</b>
            <span className={css.device}>{anomaly.device_id}</span>
            {anomaly.status !== 'open' && <Chip word={anomaly.status} />}
            <time>{ago(anomaly.event_time ?? anomaly.start_time, now)}</time>
          </span>
          <span className={css.reason}>{anomaly.reason}</span>
        </button>
      ))}
      {isCut && <p className={css.cut}>The newest {count(list.length)}; there are older ones.</p>}
    </section>
  )
}
