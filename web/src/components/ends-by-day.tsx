import { type End, ENDS } from '../api/get-books'
import { type EndsOfDay, noCounts } from '../api/get-ends-by-day'
import { count } from '../lib/format'
import { DataTable } from './data-table'
import css from './ends-by-day.module.css'

const sumOf = (counts: Record<End, number>, ends: readonly End[]) =>
  ends.reduce((sum, end) => sum + counts[end], 0)

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
            <th key={end} scope="col" data-number>
              {end}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, counts }) => (
          <tr key={day}>
            <td>{day}</td>
            <td>
              <Bar counts={counts} most={most} />
            </td>
            {ENDS.map((end) => (
              <td key={end} data-number data-none={counts[end] === 0 || undefined}>
                {count(counts[end])}
              </td>
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

const EXCEPTIONS = ['rejected', 'conflict', 'duplicate'] as const
const HEIGHT = 34
const STEP = 10

/** What was not stored, of so many days up to the newest, the oldest first: as high as it was much. */
export function ExceptionStrip({ days, length }: { days: EndsOfDay[]; length: number }) {
  const shown = daysUpTo(days, length)
  const most = Math.max(1, ...shown.map(({ counts }) => sumOf(counts, EXCEPTIONS)))
  const total = shown.reduce((sum, { counts }) => sum + sumOf(counts, EXCEPTIONS), 0)
  const name = `Exceptions by day: ${count(total)} in ${count(length)} days, ${count(most)} at most`
  return (
    <svg
      role="img"
      aria-label={name}
      className={css.strip}
      viewBox={`0 0 ${shown.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {shown.map(({ day, counts }, place) => (
        <Day key={day} day={day} counts={counts} x={place * STEP} most={most} />
      ))}
    </svg>
  )
}

const DAY_MS = 86_400_000

function daysUpTo(days: EndsOfDay[], length: number): EndsOfDay[] {
  const newest = Date.parse(days[0]!.day)
  return Array.from({ length }, (_, place) => {
    const day = new Date(newest - (length - 1 - place) * DAY_MS).toISOString().slice(0, 10)
    return days.find((one) => one.day === day) ?? { day, counts: noCounts() }
  })
}

interface DayProps extends EndsOfDay {
  x: number
  most: number
}

function Day({ day, counts, x, most }: DayProps) {
  let bottom = HEIGHT - 1
  return (
    <g>
      <title>{`${day}: ${EXCEPTIONS.map((end) => `${count(counts[end])} ${end}`).join(', ')}`}</title>
      <rect data-end="none" x={x + 1} y={HEIGHT - 1} width={STEP - 2} height={1} />
      {EXCEPTIONS.filter((end) => counts[end] > 0).map((end) => {
        const height = Math.max(1, (counts[end] / most) * (HEIGHT - 3))
        bottom -= height
        return <rect key={end} data-end={end} x={x + 1} y={bottom} width={STEP - 2} height={height} />
      })}
    </g>
  )
}
