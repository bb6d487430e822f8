import { useLakeQuery } from '../lib/use-lake-query'
import type { Series, SeriesQuestion } from './get-series'

const EVERY_MS = 60_000
const STEPS = 48 // of a time: by so much it goes on at once

/** In which band the judge expected a signal, or why that is not known. It is computed when it is
 * asked for, so it follows the lake at its own pace, and a time that goes on does so by steps. */
export function useExpectedBand({ from, to, ...question }: SeriesQuestion) {
  const options = { keepsOld: true, looksBack: true, keepsItsTime: true, every: EVERY_MS }
  const asked = { ...question, ...inSteps(from, to), expected: 'true' }
  return useLakeQuery<Series>('/v1/series', asked, options)
}

function inSteps(from: string, to: string) {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  const step = Math.max(EVERY_MS, Math.ceil((end - begin) / STEPS))
  const textOf = (time: number) => new Date(time).toISOString()
  return { from: textOf(Math.floor(begin / step) * step), to: textOf(Math.ceil(end / step) * step) }
}
