import type { Cell, QueryRows } from '../../api/post-query'
import { DataTable } from '../data-table'
import { count, MISSING, moment, number } from '../../lib/format'
import css from './charts.module.css'
import { objectsOf } from './rows'

const ROWS_SHOWN = 500
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
  return (
    <div className={css.numbers}>
      <DataTable label={`${title}, a table`}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" data-number={isNumber(name)}>
                {NAMES[name] ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.slice(0, ROWS_SHOWN).map((row, place) => (
            <tr key={place}>
              {columns.map((name) => (
                <td key={name} data-number={isNumber(name)}>
                  {textOf(name, row[name]!)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
      {list.length > ROWS_SHOWN && (
        <p className={css.cut}>
          The first {count(ROWS_SHOWN)} of {count(list.length)} rows: CSV and Arrow have all.
        </p>
      )}
    </div>
  )
}

function textOf(name: string, cell: Cell): string {
  if (cell === null) return MISSING
  if (name === 'time') return moment(String(cell), { hasYear: true })
  if (name === 'n') return count(Number(cell))
  return typeof cell === 'number' ? number(cell, 4) : String(cell)
}
