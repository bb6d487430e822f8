import type { Cell, QueryRows } from '../../api/post-query'
import { TextTable } from '../../components/text-table'
import { StateNote } from '../../components/state-note'
import { kindOf } from './column-kinds'

export function ResultTable({ result }: { result: QueryRows }) {
  if (result.rows.length === 0) return <StateNote title="No rows" />
  const isNumber = result.columns.map((column) => kindOf(column.type) === 'number' || undefined)
  const columns = result.columns.map(({ name, type }, place) => ({ name, title: type, isNumber: isNumber[place] }))
  const cellsOf = (row: number) =>
    result.rows[row]!.map((cell, place) => ({
      text: textOf(cell),
      isNumber: isNumber[place],
      isNone: cell === null || undefined,
    }))
  return <TextTable label="Rows of the result" columns={columns} rows={result.rows.length} cellsOf={cellsOf} />
}

function textOf(cell: Cell): string {
  return cell === null ? 'null' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
