import { useMemo, useState } from 'react'
import { count, number } from '../../lib/format'
import { type Asking, ChartPanel } from './chart-panel'
import type { Choice, TimeWindow } from './choice'
import { calendarOf } from './calendar-grid'
import { HeatMap } from './heat-map'
import type { Signal } from './lake-columns'
import { calendarSql, DAYS_MAX } from './questions'
import type { Row } from './rows'
import { ScaleLegend } from './scale-legend'

interface Props extends Asking {
  signal: Signal
  choice: Choice
}
const COLUMNS = ['time', 'n', 'mean', 'low', 'high'] as const
const DAY_MS = 86_400_000

export function Calendar({ signal, choice, ...asking }: Props) {
  const note = () =>
    `${signal.unit ? `${signal.unit}, ` : ''}mean of each hour of the day, a row a day${cutNote(choice.window)}`
  return (
    <ChartPanel
      title={signal.name}
      note={note}
      sql={calendarSql(choice, signal.name)}
      columns={COLUMNS}
      {...asking}
    >
      {(rows) => <Days rows={rows} signal={signal} />}
    </ChartPanel>
  )
}

function cutNote({ from_ms, to_ms }: TimeWindow): string {
  const isCut = to_ms - from_ms > (DAYS_MAX + 1) * DAY_MS
  return isCut ? `; the newest ${count(DAYS_MAX)} days, earlier ones left out` : ''
}

function Days({ rows, signal }: { rows: Row[]; signal: Signal }) {
  const [cell, setCell] = useState<{ column: number; row: number } | null>(null)
  const { grid, days, low, high } = useMemo(() => calendarOf(rows), [rows])
  const value = cell && grid.values[cell.row * 24 + cell.column]
  const unit = signal.unit ? ` ${signal.unit}` : ''
  const text =
    cell && value != null
      ? `${days[cell.row]} ${String(cell.column).padStart(2, '0')}:00: ${number(value)}${unit}`
      : null
  return (
    <>
      <ScaleLegend low={number(low)} high={`${number(high)}${unit}`} cell={text} />
      <HeatMap
        label={`${signal.name}, its mean by day and hour: ${count(days.length)} days`}
        grid={grid}
        rowHeight={rowHeightOf(days.length)}
        onCell={setCell}
      />
    </>
  )
}

function rowHeightOf(days: number): number {
  return days <= 10 ? 26 : days <= 40 ? 18 : 12
}
