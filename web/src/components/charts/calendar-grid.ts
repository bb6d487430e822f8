// Hours of the lake as days and hours of who looks.
import type { Grid } from './heat-drawing'
import { DAYS_MAX } from './questions'
import { numberOf, type Row } from './rows'

interface Sum {
  n: number
  sum: number
}
const HOURS = 24

/** The newest day is the last row. An hour that a day has twice, as clocks go back, is one mean. */
export function calendarOf(rows: Row[]) {
  const sums = new Map<number, Sum[]>()
  for (const row of rows) {
    const time = new Date(String(row.time))
    const day = new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
    const hours = sums.get(day) ?? []
    const before = hours[time.getHours()] ?? { n: 0, sum: 0 }
    const n = numberOf(row.n) ?? 0
    hours[time.getHours()] = { n: before.n + n, sum: before.sum + n * (numberOf(row.mean) ?? 0) }
    sums.set(day, hours)
  }
  const days = daysBetween([...sums.keys()])
  const values = days.flatMap((day) =>
    Array.from({ length: HOURS }, (_, hour) => {
      const sum = sums.get(day)?.[hour]
      return sum && sum.n > 0 ? sum.sum / sum.n : null
    }),
  )
  const there = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...there), Math.max(...there)]
  const labels = days.map(dayText)
  // Where clocks are half an hour beside UTC, so are its hours.
  const minutes = rows.length === 0 ? 0 : new Date(String(rows[0]!.time)).getMinutes()
  const every = days.length <= 40 ? 1 : 2
  const grid: Grid = {
    columns: HOURS,
    rows: days.length,
    values,
    strength: (value) => (high > low ? (value - low) / (high - low) : 0.5),
    across: Array.from({ length: 8 }, (_, place) => ({
      at: place * 3 + 0.5,
      text: `${twoDigits(place * 3)}:${twoDigits(minutes)}`,
    })),
    down: labels.map((text, row) => ({ at: row + 0.5, text })).filter((_, row) => row % every === 0),
    gap: 1,
  }
  return { grid, days: labels, low, high }
}

// Days without readings have a row, too.
function daysBetween(known: number[]): number[] {
  const [first, last] = [Math.min(...known), Math.max(...known)]
  const days: number[] = []
  const day = new Date(last)
  for (; day.getTime() >= first && days.length < DAYS_MAX; day.setDate(day.getDate() - 1))
    days.unshift(day.getTime())
  return days
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

function dayText(day: number): string {
  return new Date(day).toLocaleDateString('en-GB', { weekday: 'short', day: '2-digit', month: 'short' })
}
