import type { Cell, QueryRows } from '../../api/post-query'
import { TextTable } from '../text-table'
import { count, MISSING, moment, number } from '../../lib/format'
import css from './charts.module.css'
import { objectsOf } from './rows'

const NAMES: Record<string, string> = {
  n: 'values',
  low: 'least',
  high: 'largest',
  from_value: 'from',
  to_value: 'to',
}

interface Props {
  title: string
  rows: QueryRows
  columns: readonly string[]
}

/** The numbers that a picture is drawn from. */
export function NumbersTable({ title, rows, columns }: Props) {
  const list = objectsOf(rows)
  const isNumber = (name: string) => (name !== 'group' && name !== 'time') || undefined
  const shown = columns.map((name) => ({ name: NAMES[name] ?? name, isNumber: isNumber(name) }))
  const cellsOf = (row: number) =>
    columns.map((name) => ({ text: textOf(name, list[row]![name]!), isNumber: isNumber(name) }))
  return (
    <div className={css.numbers}>
      <TextTable label={`${title}, a table`} columns={shown} rows={list.length} cellsOf={cellsOf} />
    </div>
  )
}

function textOf(name: string, cell: Cell): string {
  if (cell === null) return MISSING
  if (name === 'time') return moment(String(cell), { hasYear: true })
  if (name === 'n') return count(Number(cell))
  return typeof cell === 'number' ? number(cell, 4) : String(cell)
}
