import type { ReactNode, Ref } from 'react'
import { count } from '../lib/format'
import css from './table.module.css'

interface Props {
  label: string
  /** Of a table that draws only the rows that are seen: what scrolls it, and how many there are,
   * -1 where that is not known. Its rows are `LONG_ROW_HEIGHT` high, its columns of fixed width: of
   * equal width where their number is given. */
  long?: { scroller: Ref<HTMLDivElement>; rows: number; columns?: number }
  children: ReactNode
}
const COLUMN_WIDTH = 200 // of those of equal width, at least
export const LONG_ROW_HEIGHT = 34 // as the style sheet has it

/** The head of a table whose rows end in something to press. */
export function HeadOfActs({ names }: { names: string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
        <td />
      </tr>
    </thead>
  )
}

/** A cell that counts something; none of it is shown as being little. */
export function CountCell({ value }: { value: number }) {
  return (
    <td data-number data-none={value === 0 || undefined}>
      {count(value)}
    </td>
  )
}

/** A table that scrolls within its place; `data-number` on a cell puts it to the right. */
export function DataTable({ label, long, children }: Props) {
  const width = long?.columns && long.columns * COLUMN_WIDTH
  return (
    <div className={css.scroll} ref={long?.scroller} tabIndex={0} role="region" aria-label={label}>
      <table
        className={css.table}
        data-long={long && true}
        data-even={width && true}
        width={width}
        aria-rowcount={long?.rows}
      >
        {children}
      </table>
    </div>
  )
}
