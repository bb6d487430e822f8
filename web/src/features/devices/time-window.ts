import type { Span as CellSpan } from '../../lib/completeness'

// The time a device's page shows: a span up to its newest reading, or two times somebody chose.
export const SPANS = { '1 h': 1, '6 h': 6, '24 h': 24, '7 d': 168, '30 d': 720 } as const
export type Span = keyof typeof SPANS
export interface DeviceSearch {
  span?: Span
  from?: string
  to?: string
  /** Another device, drawn on the same charts. */
  beside?: string
}
export interface TimeWindow {
  from: string
  to: string
}
const HOUR_MS = 3_600_000

const DAYS_FROM_HOURS = 24 * 8 // a longer time is shown by days

/** The whole hours (or days of UTC) that a window touches, up to the present one. */
export function spanOf({ from, to }: TimeWindow, now: number): CellSpan {
  const [begin, end] = [Date.parse(from) / HOUR_MS, Math.min(Date.parse(to), now) / HOUR_MS]
  const unit = end - begin > DAYS_FROM_HOURS ? 24 : 1
  const since = Math.floor(begin / unit) * unit
  return { since, until: Math.max(Math.ceil(end / unit) * unit, since + unit), unit }
}

export function windowOf(search: DeviceSearch, newest: string | null): TimeWindow | null {
  if (search.from && search.to) return { from: search.from, to: search.to }
  if (!newest) return null
  const end = Date.parse(newest) + 1 // the newest reading is within
  const start = end - SPANS[search.span ?? '24 h'] * HOUR_MS
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() }
}
