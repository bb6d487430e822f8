import { useMemo, useState } from 'react'
import { count, number } from '../../lib/format'
import { type Asking, ChartPanel } from './chart-panel'
import type { Choice } from './choice'
import css from './charts.module.css'
import { groupNote } from './group-note'
import type { Signal } from './lake-columns'
import { Legend } from './legend'
import { LinesChart } from './lines-chart'
import { BINS, distributionSql } from './questions'
import { binLines, type Lines, numberOf, type Row } from './rows'
import { useShown } from './use-shown'

interface Props extends Asking {
  signal: Signal
  choice: Choice
  only: string | undefined
  onOnly: (group: string | undefined) => void
}
const COLUMNS = ['group', 'from_value', 'to_value', 'n', 'share'] as const

export function Distribution({ signal, choice, only, onOnly, ...asking }: Props) {
  const what = choice.sums ? 'hourly means of devices' : 'readings'
  const note = (rows: Row[]) => {
    const all = rows.reduce((sum, row) => sum + (numberOf(row.n) ?? 0), 0)
    const unit = signal.unit ? `${signal.unit}, ` : ''
    return `${unit}percent of ${count(all)} ${what}${groupNote(rows)}`
  }
  return (
    <ChartPanel
      title={signal.name}
      note={note}
      sql={distributionSql(choice, signal.name)}
      columns={COLUMNS}
      {...asking}
    >
      {(rows) => <Chart {...{ rows, signal, only, onOnly }} />}
    </ChartPanel>
  )
}

type ChartProps = Omit<Props, keyof Asking | 'choice'> & { rows: Row[] }

function Chart({ rows, signal, only, onOnly }: ChartProps) {
  const [cursor, setCursor] = useState<number | null>(null)
  const all = useMemo(() => binLines(rows, BINS), [rows])
  const { shown, places } = useShown(all, only)
  const groups = all.lines.map(({ name, mean }) => ({
    name,
    value: cursor === null ? undefined : `${number(mean[cursor])} %`,
  }))
  return (
    <>
      <div className={css.key}>
        <Legend groups={groups} only={only} onOnly={onOnly} />
        <span>{binText(all, cursor, signal.unit)}</span>
      </div>
      <LinesChart
        label={`${signal.name}, how often each value is: ${count(shown.lines.length)} lines`}
        data={shown}
        places={places}
        onCursor={setCursor}
      />
    </>
  )
}

function binText({ x, lines }: Lines, bin: number | null, unit = ''): string {
  if (bin === null || x[bin] === undefined)
    return lines.length > 1 ? 'each group is 100 percent' : ''
  const low = Math.min(bin, x.length - 2)
  return `${number(x[low])} to ${number(x[low + 1])} ${unit}`
}
