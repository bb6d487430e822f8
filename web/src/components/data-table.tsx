import type { ReactNode } from 'react'
import css from './table.module.css'

/** A table that scrolls within its place; `data-number` on a cell puts it to the right. */
export function DataTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table}>{children}</table>
    </div>
  )
}
