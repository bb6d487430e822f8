import uPlot from 'uplot'

/** A signal in buckets, as the server reduces it. */
export interface Reduced {
  time_ms: number[]
  min: (number | null)[]
  mean: (number | null)[]
  max: (number | null)[]
  step_us: number
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

// A gap of several empty buckets is a gap in the line, too.
function withGaps(series: Reduced | undefined, pick: (some: Reduced) => (number | null)[][], width: number): Columns {
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
