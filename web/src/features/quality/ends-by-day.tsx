import { type End, ENDS } from '../../api/get-books'
import { type EndsOfDay, sumOf } from '../../api/get-ends-by-day'
import { CountCell, DataTable } from '../../components/data-table'
import css from './ends-by-day.module.css'

/** A line for each day: its records by end, as a bar and in numbers. */
export function EndsByDay({ days }: { days: EndsOfDay[] }) {
  const most = Math.max(1, ...days.map(({ counts }) => sumOf(counts, ENDS)))
  return (
    <DataTable label="Records by day and end">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <td className={css.wide} />
          {ENDS.map((end) => (
            <th key={end} scope="col" data-number className={css.key} data-end={end}>
              {end}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, counts }) => (
          <tr key={day}>
            <td className={css.day}>{day}</td>
            <td>
              <Bar counts={counts} most={most} />
            </td>
            {ENDS.map((end) => (
              <CountCell key={end} value={counts[end]} />
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

// What is rare is drawn a pixel wide at least, or it would not be seen.
function Bar({ counts, most }: { counts: Record<End, number>; most: number }) {
  let x = 0
  return (
    <svg className={css.bar} viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true">
      {ENDS.filter((end) => counts[end] > 0).map((end) => {
        const width = Math.max(1, (counts[end] / most) * 190)
        const at = x
        x += width
        return <rect key={end} data-end={end} x={at} width={width} height={8} />
      })}
    </svg>
  )
}
