import { useMemo, useState } from 'react'
import { StateNote } from '../state-note'
import { count, number } from '../../lib/format'
import { type Asking, ChartPanel } from './chart-panel'
import type { Choice } from './choice'
import css from './charts.module.css'
import { HeatMap } from './heat-map'
import type { Grid, Tick } from './heat-drawing'
import type { Signal } from './lake-columns'
import { CELLS_ACROSS, CELLS_UP, correlationSql } from './questions'
import { numberOf, type Row } from './rows'
import { ScaleLegend } from './scale-legend'

interface Props extends Asking {
  signals: Signal[]
  choice: Choice
}
const COLUMNS = ['x', 'y', 'n'] as const

export function Correlation({ signals, choice, ...asking }: Props) {
  const [across, up] = signals
  if (!across || !up)
    return <StateNote title="Choose two signals">Where they meet often, the plane is strong in colour.</StateNote>
  const what = choice.sums ? 'hourly means of devices' : 'readings'
  const note = (rows: Row[]) => {
    const all = rows.reduce((sum, row) => sum + (numberOf(row.n) ?? 0), 0)
    const r = numberOf(rows[0]?.correlation)
    return `${count(all)} ${what}; correlation ${number(r, 3)}`
  }
  return (
    <ChartPanel
      title={`${up.name} by ${across.name}`}
      note={note}
      sql={correlationSql(choice, across.name, up.name)}
      columns={COLUMNS}
      {...asking}
    >
      {(rows) => <Plane rows={rows} across={across} up={up} />}
    </ChartPanel>
  )
}

function Plane({ rows, across, up }: { rows: Row[]; across: Signal; up: Signal }) {
  const [cell, setCell] = useState<{ column: number; row: number } | null>(null)
  const { grid, most, x, y } = useMemo(() => planeOf(rows), [rows])
  const value = cell && grid.values[cell.row * CELLS_ACROSS + cell.column]
  const text =
    cell && value
      ? `${across.name} ${x(cell.column)}, ${up.name} ${y(CELLS_UP - 1 - cell.row)}: ${count(value)}`
      : null
  return (
    <>
      <ScaleLegend low="1" high={count(most)} cell={text} />
      <div className={css.axisName}>{nameOf(up)}</div>
      <HeatMap label={`${up.name} by ${across.name}, how often they meet`} grid={grid} onCell={setCell} />
      <div className={css.axisName} data-across>
        {nameOf(across)}
      </div>
    </>
  )
}

function nameOf({ name, unit }: Signal): string {
  return unit ? `${name}, ${unit}` : name
}

function planeOf(rows: Row[]) {
  const first = rows[0]!
  const edge = (axis: 'x' | 'y') => (place: number) =>
    numberOf(first[`${axis}_low`])! + place * (numberOf(first[`${axis}_step`]) ?? 0)
  const values: (number | null)[] = Array.from({ length: CELLS_ACROSS * CELLS_UP }, () => null)
  for (const row of rows) {
    const fromTop = CELLS_UP - 1 - numberOf(row.y_bin)!
    values[fromTop * CELLS_ACROSS + numberOf(row.x_bin)!] = numberOf(row.n)
  }
  const most = Math.max(...rows.map((row) => numberOf(row.n) ?? 0))
  const grid: Grid = {
    columns: CELLS_ACROSS,
    rows: CELLS_UP,
    values,
    strength: (value) => Math.log(value) / Math.log(most + 1), // few beside very many are seen
    across: ticksOf(CELLS_ACROSS, edge('x'), false),
    down: ticksOf(CELLS_UP, edge('y'), true),
    gap: 0,
    hasAxes: true,
  }
  const text = (axis: 'x' | 'y') => (place: number) => `${number(edge(axis)(place))} to ${number(edge(axis)(place + 1))}`
  return { grid, most, x: text('x'), y: text('y') }
}

// Round values, of which about ten are on an axis.
function ticksOf(cells: number, edge: (place: number) => number, isDown: boolean): Tick[] {
  const [low, high] = [edge(0), edge(cells)]
  if (high <= low) return [{ at: isDown ? cells - 0.5 : 0.5, text: number(low) }]
  const rough = (high - low) / 10
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough)!
  const ticks: Tick[] = []
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) {
    const at = ((value - low) / (high - low)) * cells
    ticks.push({ at: isDown ? cells - at : at, text: number(Math.abs(value) < step / 1e6 ? 0 : value) })
  }
  return ticks
}
