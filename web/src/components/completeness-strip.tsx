import { type Cell, hourText } from '../lib/completeness'
import { count, percent } from '../lib/format'
import css from './completeness.module.css'

interface Props {
  label: string
  cells: readonly Cell[]
  unit: number
  /** The time shown, in hours; all of the cells when left out. */
  window?: { from: number; to: number }
}

/** What came, cell by cell, as colours; each says its numbers to who points at it. */
export function CompletenessStrip({ label, cells, unit, window }: Props) {
  const from = window?.from ?? cells[0]?.start ?? 0
  const to = window?.to ?? from + cells.length * unit
  return (
    <svg
      className={css.strip}
      viewBox={`0 0 ${(to - from) / unit} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {cells.map((cell) => (
        <rect
          key={cell.start}
          className={css.cell}
          data-level={cell.level}
          x={(cell.start - from) / unit + 0.04}
          width={0.92}
          height={1}
        >
          <title>{`${hourText(cell.start, unit)}: ${words(cell)}`}</title>
        </rect>
      ))}
    </svg>
  )
}

function words({ came, expected }: Cell): string {
  if (expected === null) return came > 0 ? `${count(came)} readings` : 'not known'
  if (came === 0) return `no reading of ${count(expected)}`
  return `${count(came)} of ${count(expected)} readings, ${percent(came / expected)}`
}
