import type { Key, ReactNode } from 'react'
import { useDrawnRows } from '../lib/use-drawn-rows'
import { nextPageOf } from '../lib/use-lake-pages'
import { DataTable, LONG_ROW_HEIGHT } from './data-table'
import type { Reading } from './list-rest'
import { TableRowSpace } from './row-space'

export interface Column {
  name: string
  isNumber?: boolean | undefined
  title?: string
}
interface Props {
  label: string
  columns: readonly Column[]
  /** All columns are of one width. */
  isEven?: boolean
  rows: number
  keyOf: (row: number) => Key | null
  /** The cells of a row, as it is drawn. */
  draw: (row: number) => ReactNode
  /** Where the table is read page by page: more rows come as one scrolls. */
  reading?: Reading
}

/** A table of which only the rows that are seen are drawn. */
export function LongTable({ label, columns, isEven = false, rows, keyOf, draw, reading }: Props) {
  const onNearEnd = reading && nextPageOf(reading)
  const drawn = useDrawnRows({ count: rows, rowHeight: LONG_ROW_HEIGHT, onNearEnd })
  const space = { columns: columns.length, rowHeight: LONG_ROW_HEIGHT }
  const long = { rows: reading?.hasNextPage ? -1 : rows + 1, ...(isEven && { columns: columns.length }) }
  return (
    <DataTable label={label} long={{ scroller: drawn.scroller, ...long }}>
      <thead>
        <tr>
          {columns.map(({ name, isNumber, title }, place) => (
            <th key={place} scope="col" title={title} data-number={isNumber}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <TableRowSpace {...space} rows={drawn.rows[0]?.skipped ?? 0} />
        {drawn.rows.map(({ place }) => (
          <tr key={keyOf(place)} aria-rowindex={place + 2}>
            {draw(place)}
          </tr>
        ))}
        <TableRowSpace {...space} rows={drawn.after} />
      </tbody>
    </DataTable>
  )
}
