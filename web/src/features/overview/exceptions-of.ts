import { type EndsOfDay, noCounts } from '../../api/get-ends-by-day'

/** What is neither stored nor gone since. */
export const EXCEPTIONS = ['rejected', 'conflict', 'duplicate'] as const
const DAY_MS = 86_400_000

/** So many days up to the newest, the oldest first, those without records as well. */
export function daysUpTo(days: EndsOfDay[], length: number): EndsOfDay[] {
  const newest = Date.parse(days[0]!.day)
  return Array.from({ length }, (_, place) => {
    const day = new Date(newest - (length - 1 - place) * DAY_MS).toISOString().slice(0, 10)
    return days.find((one) => one.day === day) ?? { day, counts: noCounts() }
  })
}
