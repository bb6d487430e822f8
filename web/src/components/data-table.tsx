import type { ReactNode, Ref } from 'react'
import css from './table.module.css'

interface Props {
  label: string
  /** Of a table that draws only the rows that are seen: what scrolls it, and how many there are,
   * -1 where that is not known. Its rows are `LONG_ROW_HEIGHT` high, its columns of fixed width. */
  long?: { scroller: Ref<HTMLDivElement>; rows: number }
  children: ReactNode
}
export const LONG_ROW_HEIGHT = 34 // as the style sheet has it

/** A table that scrolls within its place; `data-number` on a cell puts it to the right. */
export function DataTable({ label, long, children }: Props) {
  return (
    <div className={css.scroll} ref={long?.scroller} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table} data-long={long && true} aria-rowcount={long?.rows}>
        {children}
      </table>
    </div>
  )
}
