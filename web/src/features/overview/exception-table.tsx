import { type EndsOfDay, sumOf } from '../../api/get-ends-by-day'
import { CountCell, DataTable } from '../../components/data-table'
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
                <CountCell key={end} value={counts[end]} />
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
