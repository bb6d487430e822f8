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
  /** How signals are shown; pictures when it says nothing. */
  charts?: 'table'
}
export interface TimeWindow {
  from: string
  to: string
}
/** Between which readings of a device there can be anything to show. */
export interface Life {
  oldest_time?: string | null | undefined
  newest_time: string | null
}
const HOUR_MS = 3_600_000

const DAYS_FROM_HOURS = 24 * 8 // a longer time is shown by days
const CELLS_MAX = 800 // and a much longer one by as many days as it takes

/** The whole hours (or days of UTC) that a window touches, up to the present one. */
export function spanOf({ from, to }: TimeWindow, now: number): CellSpan {
  const begin = Date.parse(from) / HOUR_MS
  const end = Math.max(begin, Math.min(Date.parse(to), now) / HOUR_MS)
  const unit = unitOf(end - begin)
  const since = Math.floor(begin / unit) * unit
  return { since, until: Math.max(Math.ceil(end / unit) * unit, since + unit), unit }
}

function unitOf(hours: number): number {
  return hours > DAYS_FROM_HOURS ? 24 * Math.max(1, Math.ceil(hours / 24 / CELLS_MAX)) : 1
}

/** The time that the address chose; nothing where it ends before it begins. */
export function chosenOf({ from, to }: DeviceSearch): TimeWindow | null {
  return from && to && Date.parse(from) < Date.parse(to) ? { from, to } : null
}

/** The time to show: what was chosen, as far as the device has anything of it; or the span. `now` is
 * of the commit that is looked back to, where one is: what came since is not shown. */
export function windowOf(search: DeviceSearch, life: Life, now: number): TimeWindow | null {
  const chosen = chosenOf(search)
  if (chosen) return within(chosen, life, now)
  if (!life.newest_time) return null
  const end = Math.min(Date.parse(life.newest_time) + 1, hourAfter(now)) // the newest reading is within
  return textOf(end - SPANS[search.span ?? '24 h'] * HOUR_MS, end)
}

// It ends with the hour that is now, so that it stays the same while that lasts.
function within(chosen: TimeWindow, { oldest_time: oldest, newest_time: newest }: Life, now: number): TimeWindow {
  const latest = newest ? Math.max(Date.parse(newest), now) : now
  const from = Math.max(Date.parse(chosen.from), oldest ? Date.parse(oldest) : -Infinity)
  const to = Math.min(Date.parse(chosen.to), hourAfter(latest))
  return from < to ? textOf(from, to) : chosen
}

function hourAfter(time: number): number {
  return (Math.floor(time / HOUR_MS) + 1) * HOUR_MS
}

function textOf(from: number, to: number): TimeWindow {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
