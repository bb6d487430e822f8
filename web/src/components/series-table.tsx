import { number } from '../lib/format'
import { TextTable } from './text-table'
import css from './time-chart.module.css'
import type { Overlay } from './time-chart-drawing'
import type { Reduced } from './time-chart-data'
import { seriesRow } from './series-words'

interface Props {
  label: string
  series: Reduced
  /** Another that it is compared with, and its name. */
  other?: { name: string; series: Reduced } | undefined
  overlay: Overlay
}

/** The numbers that a chart of time is drawn from. */
export function SeriesTable({ label, series, other, overlay }: Props) {
  const unit = series.unit ? `, ${series.unit}` : ''
  const names = [`mean${unit}`, `expected${unit}`, `least to largest${unit}`, 'unusual']
  const all = ['time', ...names, ...(other ? [`${other.name}${unit}`] : [])]
  const columns = all.map((name, place) => ({ name, isNumber: (place > 0 && name !== 'unusual') || undefined }))
  const cellsOf = (place: number) => {
    const { time, mean, range, expected, unusual } = seriesRow(series, place, overlay)
    const numbers = [mean, expected, range].map((text) => ({ text, isNumber: true }))
    const beside = other ? [{ text: number(meanAt(other.series, series.time_ms[place]!), 4), isNumber: true }] : []
    return [{ text: time }, ...numbers, { text: unusual }, ...beside]
  }
  return (
    <div className={css.numbers}>
      <TextTable label={label} columns={columns} rows={series.time_ms.length} cellsOf={cellsOf} />
    </div>
  )
}

// Both are cut into the same buckets; where the other has none of a time there is none.
function meanAt(series: Reduced, time: number): number | null {
  const place = series.time_ms.indexOf(time)
  return place < 0 ? null : series.mean[place]!
}
