import { count } from '../../lib/format'
import { groupCounts, type Row } from './rows'

/** How many groups there are, where there are several, and that some were left out. */
export function groupNote(rows: Row[]): string {
  const { shown, all } = groupCounts(rows)
  if (all > shown)
    return `; the ${count(shown)} groups with the most values, ${count(all - shown)} left out`
  return all > 1 ? `; ${count(all)} groups` : ''
}
