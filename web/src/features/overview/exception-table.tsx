import type { EndsOfDay } from '../../api/get-ends-by-day'
import { DataTable } from '../../components/data-table'
import { sumOf } from '../../components/ends-by-day'
import { count } from '../../lib/format'
import css from './exceptions.module.css'
import { EXCEPTIONS } from './exceptions-of'

/** The days that had any, the newest first. */
export function ExceptionTable({ days }: { days: EndsOfDay[] }) {
  const rows = days.filter(({ counts }) => sumOf(counts, EXCEPTIONS) > 0).reverse()
  if (rows.length === 0) return <p className={css.none}>None in {count(days.length)} days.</p>
  return (
    <div className={css.table}>
      <DataTable label="Exceptions by day, a table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            {EXCEPTIONS.map((end) => (
              <th key={end} scope="col" data-number>
                {end}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, counts }) => (
            <tr key={day}>
              <td>{day}</td>
              {EXCEPTIONS.map((end) => (
                <td key={end} data-number data-none={counts[end] === 0 || undefined}>
                  {count(counts[end])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
