import type { Cell, QueryRows } from '../../api/post-query'
import { TextTable } from '../../components/text-table'
import { StateNote } from '../../components/state-note'
import { kindOf } from './column-kinds'

export function ResultTable({ result }: { result: QueryRows }) {
  if (result.rows.length === 0) return <StateNote title="No rows" />
  const isNumber = result.columns.map((column) => kindOf(column.type) === 'number' || undefined)
  const head = (
    <thead>
      <tr>
        {result.columns.map((column, place) => (
          <th key={place} scope="col" title={column.type} data-number={isNumber[place]}>
            {column.name}
          </th>
        ))}
      </tr>
    </thead>
  )
  const cellsOf = (row: number) =>
    result.rows[row]!.map((cell, place) => ({
      text: textOf(cell),
      isNumber: isNumber[place],
      isNone: cell === null || undefined,
    }))
  const counts = { columns: result.columns.length, rows: result.rows.length }
  return <TextTable label="Rows of the result" head={head} cellsOf={cellsOf} {...counts} />
}

function textOf(cell: Cell): string {
  return cell === null ? 'null' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
