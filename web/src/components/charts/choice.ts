// What somebody chose to look at, as the address has it, and what that means.
export const VIEWS = ['time', 'distribution', 'correlation', 'calendar'] as const
export type View = (typeof VIEWS)[number]
export const VIEW_LABELS: Record<View, string> = {
  time: 'Over time',
  distribution: 'Distribution',
  correlation: 'Correlation',
  calendar: 'Calendar',
}
const HOUR_MS = 3_600_000
/** Up to the newest reading. */
export const SPANS = { hour: 1, day: 24, week: 168, month: 720, all: Infinity } as const
export type Span = keyof typeof SPANS
export const SIGNALS_MAX = 4
export const DEVICES_MAX = 12
/** The way to ask for a group of each device. */
export const BY_DEVICE = 'device_id'

export interface ExploreSearch {
  view?: View
  signals?: string[]
  devices?: string[]
  by?: string
  span?: Span
  from?: string
  to?: string
  only?: string
  table?: boolean
}

export interface TimeWindow {
  from_ms: number
  to_ms: number
}

/** Changes some of what was chosen; undefined takes away. */
export type Change = (some: { [K in keyof ExploreSearch]?: ExploreSearch[K] | undefined }) => void

/** All that a question to the lake needs to know. */
export interface Choice {
  devices: string[]
  by: string | undefined
  window: TimeWindow
  /** Asked of the sums of hours: what is long would be many readings. */
  sums: boolean
  /** How often a device usually reports, in seconds; 0 where nobody knows. */
  interval_s: number
}

/** The first and the newest moment of the lake's readings; nothing where it has none. */
export type Extent = TimeWindow | null

export function windowOf({ span = 'day', from, to }: ExploreSearch, extent: Extent): TimeWindow | null {
  if (from && to) {
    const ends = [Date.parse(from), Date.parse(to)].sort((a, b) => a - b) as [number, number]
    return { from_ms: ends[0], to_ms: Math.max(ends[1], ends[0] + 1) }
  }
  if (!extent) return null
  const to_ms = extent.to_ms + 1 // the newest reading is within
  return { from_ms: Math.max(extent.from_ms, to_ms - SPANS[span] * HOUR_MS), to_ms }
}

/** A window as the two moments of an address. */
export function addressOf({ from_ms, to_ms }: TimeWindow) {
  return { from: new Date(from_ms).toISOString(), to: new Date(to_ms).toISOString() }
}

export function isLong({ from_ms, to_ms }: TimeWindow): boolean {
  return to_ms - from_ms > 36 * HOUR_MS
}

export function hourOf(time_ms: number): number {
  return Math.floor(time_ms / HOUR_MS) * HOUR_MS
}

const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
  604_800, 2_592_000, 31_536_000,
]
const BUCKETS_MAX = 780 // and one at each end that is not whole

/** Whether a line is of several devices. Each of them has to be in each bucket, or the line would
 * tell who reported when. */
export function isMixed({ by, devices }: Choice): boolean {
  return by !== BY_DEVICE && devices.length !== 1
}

/** How long a bucket is. A window has no more of them than a picture can show. */
export function stepSecondsOf(choice: Choice): number {
  const { window, sums, interval_s } = choice
  const least = Math.max(
    (window.to_ms - window.from_ms) / 1000 / BUCKETS_MAX,
    isMixed(choice) ? 2 * interval_s : 0,
    sums ? 3_600 : 0,
  )
  return STEPS_S.find((step) => step >= least) ?? Math.ceil(least / 3_600) * 3_600
}

/** From the beginning of a bucket to the end of one: of the last that is whole, where there is one
 * and `leavesRest` says so, or else of the one that has the end within. */
export function wholeBuckets(window: TimeWindow, step: number, leavesRest: boolean): TimeWindow {
  const step_ms = step * 1000
  const from_ms = Math.floor(window.from_ms / step_ms) * step_ms
  const whole_ms = Math.floor(window.to_ms / step_ms) * step_ms
  if (leavesRest && whole_ms > from_ms) return { from_ms, to_ms: whole_ms }
  return { from_ms, to_ms: Math.ceil(window.to_ms / step_ms) * step_ms }
}
