import { useMemo, useState } from 'react'
import { count, duration, moment, number } from '../../lib/format'
import { type Asking, ChartPanel } from './chart-panel'
import { type Choice, stepSecondsOf, type TimeWindow } from './choice'
import css from './charts.module.css'
import { groupNote } from './group-note'
import type { Signal } from './lake-columns'
import { Legend } from './legend'
import { BANDS_MAX, LinesChart } from './lines-chart'
import { overTimeSql } from './questions'
import { type Row, timeLines, valueNear } from './rows'
import { useShown } from './use-shown'

interface Props extends Asking {
  signal: Signal
  choice: Choice
  only: string | undefined
  onOnly: (group: string | undefined) => void
  onWindow: (window: TimeWindow | null) => void
}
const COLUMNS = ['group', 'time', 'n', 'mean', 'low', 'high'] as const

export function OverTime({ signal, choice, only, onOnly, onWindow, ...asking }: Props) {
  const step = stepSecondsOf(choice)
  const source = choice.sums ? ', from the sums of hours' : ''
  const note = (rows: Row[]) =>
    `${signal.unit ? `${signal.unit}, ` : ''}mean of each ${duration(step)}${source}${groupNote(rows)}`
  return (
    <ChartPanel
      title={signal.name}
      note={note}
      sql={overTimeSql(choice, signal.name)}
      columns={COLUMNS}
      {...asking}
    >
      {(rows) => <Chart {...{ rows, step, signal, choice, only, onOnly, onWindow }} />}
    </ChartPanel>
  )
}

type ChartProps = Omit<Props, keyof Asking> & { rows: Row[]; step: number }

function Chart({ rows, step, signal, choice, only, onOnly, onWindow }: ChartProps) {
  const [cursor, setCursor] = useState<number | null>(null)
  const all = useMemo(() => timeLines(rows, step), [rows, step])
  const { shown, places } = useShown(all, only)
  const at = cursor === null ? undefined : all.x[cursor]
  const groups = all.lines.map(({ name, mean }) => ({
    name,
    value: cursor === null ? undefined : number(valueNear(mean, cursor)),
  }))
  const { from_ms, to_ms } = choice.window
  return (
    <>
      <div className={css.key}>
        <Legend groups={groups} only={only} onOnly={onOnly} />
        <time>{at === undefined ? hintOf(shown.lines.length) : moment(new Date(at * 1000).toISOString())}</time>
      </div>
      <LinesChart
        label={`${signal.name} over time: ${count(shown.lines.length)} lines of ${count(all.x.length)} moments`}
        data={shown}
        places={places}
        window={[from_ms / 1000, to_ms / 1000]}
        onWindow={(window) =>
          onWindow(window && { from_ms: Math.floor(window[0] * 1000), to_ms: Math.ceil(window[1] * 1000) })
        }
        onCursor={setCursor}
      />
    </>
  )
}

function hintOf(lines: number): string {
  return lines > BANDS_MAX ? 'press a name to see its range; drag to look closer' : 'drag to look closer'
}
