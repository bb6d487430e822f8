import { ANOMALY_KINDS } from '../../api/get-anomalies'
import { count } from '../../lib/format'
import css from './summary.module.css'
import { type Bar, type Bars, sumOf } from './summary-bars'

interface Props {
  title: string
  label: string
  bars: Bars
  onBar?: (key: number) => void
}

/** Counts as bars of parts by kind; each says its numbers to who points at it. */
export function StackedBars({ title, label, bars: { bars, ends }, onBar }: Props) {
  const most = Math.max(1, ...bars.map(({ counts }) => sumOf(counts)))
  return (
    <figure className={css.bars}>
      <figcaption>
        {title} <span>most {count(most)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${Math.max(1, bars.length)} ${most}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {bars.map((bar, place) => (
          <g key={bar.key} className={css.bar} data-choice={(onBar && true) || undefined} onClick={() => onBar?.(bar.key)}>
            <title>{wordsOf(bar)}</title>
            <rect className={css.room} x={place} width={1} height={most} />
            <Parts bar={bar} place={place} most={most} />
          </g>
        ))}
      </svg>
      <div className={css.ends} aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  )
}

function Parts({ bar, place, most }: { bar: Bar; place: number; most: number }) {
  let below = 0
  return ANOMALY_KINDS.map((kind) => {
    const height = bar.counts[kind]
    below += height
    return (
      height > 0 && (
        <rect key={kind} data-kind={kind} x={place + 0.1} width={0.8} y={most - below} height={height} />
      )
    )
  })
}

function wordsOf({ name, counts }: Bar): string {
  const parts = ANOMALY_KINDS.filter((kind) => counts[kind] > 0).map((kind) => `${count(counts[kind])} ${kind}`)
  return `${name}: ${parts.length > 0 ? parts.join(', ') : 'none'}`
}
