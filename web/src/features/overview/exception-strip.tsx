import { type EndsOfDay, sumOf } from '../../api/get-ends-by-day'
import { count } from '../../lib/format'
import css from './exceptions.module.css'
import { EXCEPTIONS } from './exceptions-of'

const HEIGHT = 34
const STEP = 10

/** The exceptions of each day, the oldest first: as high as they were many. */
export function ExceptionStrip({ days }: { days: EndsOfDay[] }) {
  const sums = days.map(({ counts }) => sumOf(counts, EXCEPTIONS))
  const most = Math.max(...sums)
  const total = sums.reduce((sum, one) => sum + one, 0)
  const name = `Exceptions by day: ${count(total)} in ${count(days.length)} days, ${count(most)} at most`
  return (
    <>
      <svg
        role="img"
        aria-label={name}
        className={css.strip}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {days.map(({ day, counts }, place) => (
          <Day key={day} day={day} counts={counts} x={place * STEP} most={Math.max(1, most)} />
        ))}
      </svg>
      <div className={css.ends} aria-hidden="true">
        <span>{days[0]!.day}</span>
        <span>most {count(most)}</span>
        <span>{days.at(-1)!.day}</span>
      </div>
    </>
  )
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
