import type { Cell, QueryRows } from '../../api/post-query'
import { DataTable } from '../../components/data-table'
import { StateNote } from '../../components/state-note'
import { kindOf } from './column-kinds'

export function ResultTable({ result }: { result: QueryRows }) {
  if (result.rows.length === 0) return <StateNote title="No rows" />
  const isNumber = result.columns.map((column) => kindOf(column.type) === 'number' || undefined)
  return (
    <DataTable label="Rows of the result">
      <thead>
        <tr>
          {result.columns.map((column, place) => (
            <th key={place} scope="col" title={column.type} data-number={isNumber[place]}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {result.rows.map((row, number) => (
          <tr key={number}>
            {row.map((cell, place) => (
              <td key={place} data-number={isNumber[place]} data-none={cell === null || undefined}>
                {textOf(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function textOf(cell: Cell): string {
  return cell === null ? 'null' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
