import type { ReactNode } from 'react'
import { useDrawnRows } from '../lib/use-drawn-rows'
import { DataTable, LONG_ROW_HEIGHT } from './data-table'
import { TableRowSpace } from './row-space'

export interface LongCell {
  text: string
  isNumber?: boolean | undefined
  isNone?: boolean | undefined
}
interface Props {
  label: string
  head: ReactNode
  columns: number
  rows: number
  /** The cells of a row, as it is drawn. */
  cellsOf: (row: number) => LongCell[]
}

/** A table of texts of which only the rows that are seen are drawn. */
export function LongTable({ label, head, columns, rows, cellsOf }: Props) {
  const drawn = useDrawnRows({ count: rows, rowHeight: LONG_ROW_HEIGHT })
  const space = { columns, rowHeight: LONG_ROW_HEIGHT }
  return (
    <DataTable label={label} long={{ scroller: drawn.scroller, rows: rows + 1, columns }}>
      {head}
      <tbody>
        <TableRowSpace {...space} rows={drawn.rows[0]?.skipped ?? 0} />
        {drawn.rows.map(({ place }) => (
          <tr key={place} aria-rowindex={place + 2}>
            {cellsOf(place).map(({ text, isNumber, isNone }, at) => (
              <td key={at} data-number={isNumber} data-none={isNone} title={text}>
                {text}
              </td>
            ))}
          </tr>
        ))}
        <TableRowSpace {...space} rows={drawn.after} />
      </tbody>
    </DataTable>
  )
}
