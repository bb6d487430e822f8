import css from './row-space.module.css'

/** Holds the height of rows that are not drawn. */
export function RowSpace({ rows, rowHeight }: { rows: number; rowHeight: number }) {
  if (rows === 0) return null
  return <svg className={css.space} width="1" height={rows * rowHeight} aria-hidden="true" />
}

/** The same between the rows of a table. */
export function TableRowSpace({ columns, ...space }: { columns: number; rows: number; rowHeight: number }) {
  if (space.rows === 0) return null
  return (
    <tr className={css.row} aria-hidden="true">
      <td colSpan={columns}>
        <RowSpace {...space} />
      </td>
    </tr>
  )
}
