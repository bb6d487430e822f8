// The bars above the list: over time, and by score.
import {
  type AnomalySummary,
  type KindCounts,
  noCounts,
  SCORE_BINS,
} from '../../api/get-anomaly-summary'
import { hourText } from '../../lib/completeness'

export interface Bar {
  key: number
  name: string
  counts: KindCounts
}
export interface Bars {
  bars: Bar[]
  /** What stands below the first bar, and below the last. */
  ends: [string, string]
}
const BARS_MAX = 400
const HOUR_MS = 3_600_000

/** A place for each hour, day or month there is from the first to the last, empty ones as well. */
export interface Places {
  length: number
  hourOf: (place: number) => number
  at: (hour: number) => number
  nameOf: (hour: number) => string
}
export function placesOf(hours: number[], unit: number): Places {
  const last = hours.reduce((most, hour) => Math.max(most, hour), 0)
  const earliest = hours.reduce((least, hour) => Math.min(least, hour), last)
  const first = Math.max(earliest, last - (BARS_MAX - 1) * unit)
  return {
    length: hours.length === 0 ? 0 : (last - first) / unit + 1,
    hourOf: (place) => first + place * unit,
    at: (hour) => (hour - first) / unit,
    nameOf: (hour) => hourText(hour, unit),
  }
}

export function timeBars({ unit, times }: AnomalySummary): Bars {
  const places = placesOf(times.map(({ hour }) => hour), unit)
  const counts = new Map(times.map((bar) => [bar.hour, bar.counts]))
  const bars = Array.from({ length: places.length }, (_, place) => {
    const hour = places.hourOf(place)
    return { key: hour, name: places.nameOf(hour), counts: counts.get(hour) ?? noCounts() }
  })
  return { bars, ends: [bars[0]?.name ?? '', bars.at(-1)?.name ?? ''] }
}

/** From the least score that there is, in whole tenths, to 1. */
export function scoreBars({ scores }: AnomalySummary): Bars {
  const least = scores.findIndex((counts) => sumOf(counts) > 0)
  const first = least < 0 ? 0 : least - (least % 2)
  const bars = scores.slice(first).map((counts, place) => {
    const bin = first + place
    return { key: bin, name: `${edge(bin)} to ${edge(bin + 1)}`, counts }
  })
  return { bars, ends: [edge(first), edge(SCORE_BINS)] }
}

/** The time of a bar, for the address. */
export function windowOf(hour: number, unit: number): { from: string; to: string } {
  const text = (hours: number) => new Date(hours * HOUR_MS).toISOString()
  return { from: text(hour), to: text(hour + unit) }
}

export function sumOf(counts: KindCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function edge(bin: number): string {
  return (bin / SCORE_BINS).toFixed(2)
}
