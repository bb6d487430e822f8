import { useEffect, useRef } from 'react'
import type { Anomaly, useAnomalyPages } from '../../api/get-anomalies'
import { usePastTime } from '../../api/use-past-time'
import { AgeUntil } from '../../components/age'
import { Chip } from '../../components/chip'
import { ListRest } from '../../components/list-rest'
import { RowSpace } from '../../components/row-space'
import { score } from '../../lib/format'
import { useDrawnRows } from '../../lib/use-drawn-rows'
import { usePageKeys } from '../../lib/use-page-keys'
import { nextPageOf } from '../../lib/use-lake-pages'
import css from './anomalies.module.css'

interface Props {
  list: Anomaly[]
  open: string | undefined
  reading: ReturnType<typeof useAnomalyPages>
  onOpen: (id: string) => void
}
const ROW_HEIGHT = 76 // as the style sheet has it
const STEPS: Record<string, number> = { j: 1, k: -1 }
const ARROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** One below the other; j and k go through them, within the list the arrows too. */
export function AnomalyList({ list, open, reading, onOpen }: Props) {
  const place = list.findIndex((anomaly) => anomaly.anomaly_id === open)
  const onNearEnd = nextPageOf(reading)
  const drawn = useDrawnRows({ count: list.length, rowHeight: ROW_HEIGHT, kept: place, onNearEnd })
  const focus = useFocus()
  const past = usePastTime()
  const isNew = useRef(true)
  useEffect(() => {
    if (place > 0) drawn.lead(place, isNew.current)
    isNew.current = false
  }, [open]) // and not of the place: what comes meanwhile leaves the list where it was scrolled to
  const go = (step: number | undefined, event: { preventDefault: () => void }) => {
    if (step === undefined) return
    event.preventDefault()
    const next = list[place + step]
    if (!next) return
    onOpen(next.anomaly_id)
    drawn.show(place + step)
    focus.wish(next.anomaly_id)
  }
  usePageKeys((event) => go(STEPS[event.key], event))
  return (
    <section className={css.list} aria-label="Anomalies, a list" onKeyDown={(event) => go(ARROWS[event.key], event)}>
      <div ref={drawn.scroller} className={css.scroll}>
        <ol ref={focus.list}>
          {drawn.rows.map(({ place: at, skipped }) => (
            <li
              key={list[at]!.anomaly_id}
              aria-posinset={at + 1}
              aria-setsize={reading.hasNextPage ? -1 : list.length}
            >
              <RowSpace rows={skipped} rowHeight={ROW_HEIGHT} />
              <Item
                anomaly={list[at]!}
                isOpen={at === place}
                isFirst={at === Math.max(place, 0)}
                past={past}
                onOpen={onOpen}
              />
            </li>
          ))}
        </ol>
        <RowSpace rows={drawn.after} rowHeight={ROW_HEIGHT} />
        <ListRest reading={reading} />
      </div>
    </section>
  )
}

// A row that is not drawn yet gets the focus once it is.
function useFocus() {
  const list = useRef<HTMLOListElement>(null)
  const wished = useRef<string | null>(null)
  useEffect(() => {
    if (wished.current === null) return
    const buttons = [...list.current!.querySelectorAll('button')]
    const button = buttons.find(({ dataset }) => dataset.anomaly === wished.current)
    if (!button) return
    button.focus({ preventScroll: true })
    button.scrollIntoView({ block: 'nearest' })
    wished.current = null
  })
  const wish = (id: string) => {
    wished.current = id
  }
  return { list, wish }
}

interface ItemProps {
  anomaly: Anomaly
  isOpen: boolean
  /** Where the tabulator key leads to. */
  isFirst: boolean
  past: number | null | undefined
  onOpen: (id: string) => void
}

function Item({ anomaly, isOpen, isFirst, past, onOpen }: ItemProps) {
  return (
    <button
      type="button"
      className={css.item}
      data-anomaly={anomaly.anomaly_id}
      tabIndex={isFirst ? 0 : -1}
      aria-pressed={isOpen}
      onClick={() => onOpen(anomaly.anomaly_id)}
    >
      <span className={css.line}>
        <Chip word={anomaly.kind} />
        <b className={css.score}>{score(anomaly.score)}</b>
        <span className={css.device}>{anomaly.device_id}</span>
        {anomaly.status !== 'open' && <Chip word={anomaly.status} />}
        <time><AgeUntil time={anomaly.event_time ?? anomaly.start_time} until={past} /></time>
      </span>
      <span className={css.reason}>{anomaly.reason}</span>
    </button>
  )
}
