// The time a device's page shows: a span up to its newest reading, or two times somebody chose.
export const SPANS = { '1 h': 1, '6 h': 6, '24 h': 24, '7 d': 168, '30 d': 720 } as const
export type Span = keyof typeof SPANS
export interface DeviceSearch {
  span?: Span
  from?: string
  to?: string
}
export interface TimeWindow {
  from: string
  to: string
}
const HOUR_MS = 3_600_000

export function windowOf(search: DeviceSearch, newest: string | null): TimeWindow | null {
  if (search.from && search.to) return { from: search.from, to: search.to }
  if (!newest) return null
  const end = Date.parse(newest) + 1 // the newest reading is within
  const start = end - SPANS[search.span ?? '24 h'] * HOUR_MS
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() }
}
