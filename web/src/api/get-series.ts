import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

export type Series = Schemas['Series']
export interface SeriesQuestion {
  device: string
  signal: string
  from: string
  to: string
  width: number
}

/** A signal over time, as wide as its picture: the server reduces it. */
export function useSeries(question: SeriesQuestion, enabled = true) {
  const options = { keepsOld: true, looksBack: true, enabled }
  return useLakeQuery<Series>('/v1/series', { ...question }, options)
}
