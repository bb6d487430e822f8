import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'

export interface Series {
  commit: number
  signal: string
  from: string
  to: string
  unit?: string | null
  step_us: number
  time_ms: number[]
  count: number[]
  min: (number | null)[]
  mean: (number | null)[]
  max: (number | null)[]
}
export interface SeriesQuestion {
  device: string
  signal: string
  from: string
  to: string
  width: number
}

/** A signal over time, as wide as its picture: the server reduces it. */
export function useSeries(parameters: SeriesQuestion) {
  const lake = useLake()
  return useQuery({
    queryKey: ['series', lake, parameters],
    queryFn: ({ signal }) =>
      askJson<Series>('/v1/series', { lake, parameters: { ...parameters }, signal }),
    placeholderData: (before) => before,
  })
}
