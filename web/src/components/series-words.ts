// What a moment of a signal says, in words: for a table, and for who reads a chart by keys.
import { MISSING, moment, number } from '../lib/format'
import type { Overlay } from './time-chart-drawing'
import { bandAt, type Reduced } from './time-chart-data'

const DIGITS = 4

/** The numbers of one bucket, as they are shown. */
export interface SeriesRow {
  time: string
  mean: string
  /** From least to largest. */
  range: string
  expected: string
  unusual: string
}

export function seriesRow(series: Reduced, place: number, { band, marks = [] }: Overlay, hasYear = true): SeriesRow {
  const time = series.time_ms[place]! / 1000
  const ends = band && bandAt(band, time)
  const found = marks.filter((mark) => mark >= time && mark < time + series.step_us / 1e6).length
  return {
    time: moment(new Date(series.time_ms[place]!).toISOString(), { hasYear }),
    mean: number(series.mean[place], DIGITS),
    range: rangeText(series.min[place], series.max[place]),
    expected: ends ? rangeText(...ends, digitsFor(ends[1] - ends[0])) : MISSING,
    unusual: found === 0 ? '' : found === 1 ? 'unusual' : `unusual: ${found}`,
  }
}

/** One bucket as a sentence; of what year it is its chart tells. */
export function seriesSentence(series: Reduced, place: number, overlay: Overlay): string {
  const { time, mean, range, expected, unusual } = seriesRow(series, place, overlay, false)
  const isOne = series.min[place] === series.max[place]
  const unit = series.unit ? ` ${series.unit}` : ''
  return [
    `${time}: ${mean}${unit}`,
    ...(isOne ? [] : [`${range} from least to largest`]),
    ...(expected === MISSING ? [] : [`expected ${expected}`]),
    ...(unusual ? [unusual] : []),
  ].join(', ')
}

function rangeText(low: number | null | undefined, high: number | null | undefined, digits = DIGITS): string {
  if (low == null && high == null) return MISSING
  return low === high ? number(low, digits) : `${number(low, digits)} to ${number(high, digits)}`
}

// As many as tell apart at least tenths of a width.
function digitsFor(width: number): number {
  return width > 0 ? Math.min(Math.max(1 - Math.floor(Math.log10(width)), 0), 6) : DIGITS
}
