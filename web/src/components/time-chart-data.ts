import uPlot from 'uplot'

interface Buckets {
  time_ms: number[]
  step_us: number
}
/** A signal in buckets, as the server reduces it. */
export interface Reduced extends Buckets {
  unit?: string | null | undefined
  min: (number | null)[]
  mean: (number | null)[]
  max: (number | null)[]
}
/** The same with what was expected of it. */
export interface Expected extends Buckets {
  expected_low?: (number | null)[] | undefined
  expected_high?: (number | null)[] | undefined
}
/** What was expected, in seconds since 1970; null where that is not known. */
export interface Band {
  step: number
  times: number[]
  low: (number | null)[]
  high: (number | null)[]
}
// A gap of one stays one where only the other has values.
const KEEP_GAPS = 2

type Columns = [number[], ...(number | null)[][]]

/** Times, then largest, least and mean of each; then the mean of what it is compared with. */
export function dataOf(series: Reduced | undefined, other?: Reduced): uPlot.AlignedData {
  const own = withGaps(series, (some) => [some.max, some.min, some.mean], 3)
  if (!other) return own as uPlot.AlignedData
  const beside = withGaps(other, (some) => [some.mean], 1)
  const modes = [own, beside].map((table) => table.map(() => KEEP_GAPS))
  return uPlot.join([own, beside] as uPlot.AlignedData[], modes)
}

/** What was expected; nothing where the answer has none. */
export function bandOf(answer: Expected | undefined): Band | undefined {
  const { expected_low: lows, expected_high: highs } = answer ?? {}
  if (!answer || !lows || !highs) return undefined
  const [times, low, high] = withGaps(answer, () => [lows, highs], 2)
  return { step: answer.step_us / 1e6, times, low: low!, high: high! }
}

/** The ends of the band at a time; nothing where it has none. */
export function bandAt({ step, times, low, high }: Band, time: number): [number, number] | undefined {
  const after = times.findIndex((begin) => begin > time)
  const place = (after < 0 ? times.length : after) - 1
  const [least, most] = [low[place], high[place]]
  if (least == null || most == null || time - times[place]! > 2 * step) return undefined
  return [least, most]
}

// A gap of several empty buckets is a gap in the line, too.
function withGaps<T extends Buckets>(
  series: T | undefined,
  pick: (some: T) => (number | null)[][],
  width: number,
): Columns {
  const times: number[] = []
  const columns: (number | null)[][] = Array.from({ length: width }, () => [])
  if (!series) return [times, ...columns]
  const picked = pick(series)
  const step = series.step_us / 1000
  const typical = usualDistance(series.time_ms) || step
  series.time_ms.forEach((time, place) => {
    const before = series.time_ms[place - 1]
    if (before !== undefined && time - before > 5 * Math.max(typical, step)) {
      times.push((before + step) / 1000)
      for (const column of columns) column.push(null)
    }
    times.push(time / 1000)
    columns.forEach((column, at) => column.push(picked[at]![place]!))
  })
  return [times, ...columns]
}

function usualDistance(times: number[]): number {
  const distances = times.slice(1).map((time, place) => time - times[place]!)
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0
}
