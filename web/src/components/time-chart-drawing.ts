// What is drawn over a signal: what was expected, what was seen, and where nothing came.
import type uPlot from 'uplot'
import type { Tokens } from '../lib/use-tokens'
import type { Band } from './time-chart-data'

/** Times are in seconds since 1970. */
export interface Overlay {
  /** When something was unusual. */
  marks?: number[]
  /** What was expected all along. */
  band?: Band | undefined
  expected?: { from: number; to: number; low: number; high: number }
  seen?: { time: number; value: number }
  hole?: { from: number; to: number }
}

/** Values that the axis has to reach besides those of the signal. */
export function valuesOf({ band, expected, seen }: Overlay, [from, to]: [number, number]): number[] {
  const isSeen = (_: unknown, place: number) => band!.times[place]! >= from && band!.times[place]! <= to
  const ends = band ? [...band.low.filter(isSeen), ...band.high.filter(isSeen)] : []
  const known = ends.filter((end) => end !== null)
  return [...known, ...(expected ? [expected.low, expected.high] : []), ...(seen ? [seen.value] : [])]
}

/** Below the lines. */
export function drawBelow(plot: uPlot, { band, expected, hole }: Overlay, tokens: Tokens): void {
  within(plot, (context) => {
    if (band) for (const run of runsOf(band)) drawBand(plot, context, band, run, tokens)
    if (hole) drawHole(plot, context, hole, tokens)
    if (expected) drawExpected(plot, context, expected, tokens)
  })
}

/** Over the lines. */
export function drawAbove(plot: uPlot, { marks = [], seen }: Overlay, tokens: Tokens): void {
  within(plot, (context) => {
    for (const mark of marks) drawMark(plot, context, mark, tokens('critical-mark'))
    if (seen) drawSeen(plot, context, seen, tokens)
  })
}

function within(plot: uPlot, draw: (context: CanvasRenderingContext2D) => void): void {
  const { ctx: context, bbox } = plot
  context.save()
  context.beginPath()
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  context.clip()
  draw(context)
  context.restore()
}

// Places that follow each other without a gap: from the first up to before the last.
function runsOf({ times, low }: Band): [number, number][] {
  const runs: [number, number][] = []
  let first = 0
  for (let place = 0; place <= times.length; place += 1) {
    if (place < times.length && low[place] !== null) continue
    if (place > first) runs.push([first, place])
    first = place + 1
  }
  return runs
}

// Each bucket is as wide as it is long, so that a lone one is seen.
function drawBand(
  plot: uPlot,
  context: CanvasRenderingContext2D,
  { step, times, low, high }: Band,
  [first, end]: [number, number],
  tokens: Tokens,
): void {
  const edge = (ends: (number | null)[]): [number, number][] => {
    const points = times.slice(first, end).map((time, at): [number, number] => [time, ends[first + at]!])
    const [time, value] = points.at(-1)!
    points.push([time + step, value])
    return points.map(([time, value]) => [
      plot.valToPos(time, 'x', true),
      plot.valToPos(value, 'y', true),
    ])
  }
  const [top, bottom] = [edge(high), edge(low)]
  context.fillStyle = tokens('band')
  path(context, [...top, ...bottom.toReversed()])
  context.fill()
  context.strokeStyle = tokens('band-edge')
  context.lineWidth = devicePixelRatio
  for (const points of [top, bottom]) {
    path(context, points)
    context.stroke()
  }
}

function drawHole(plot: uPlot, context: CanvasRenderingContext2D, hole: { from: number; to: number }, tokens: Tokens): void {
  const [left, right] = [plot.valToPos(hole.from, 'x', true), plot.valToPos(hole.to, 'x', true)]
  const { top, height } = plot.bbox
  context.fillStyle = tokens('critical-soft')
  context.fillRect(left, top, right - left, height)
  context.strokeStyle = tokens('critical-mark')
  context.lineWidth = devicePixelRatio
  for (const x of [left, right]) line(context, [x, top], [x, top + height])
}

function drawExpected(
  plot: uPlot,
  context: CanvasRenderingContext2D,
  { from, to, low, high }: NonNullable<Overlay['expected']>,
  tokens: Tokens,
): void {
  const [left, right] = [plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true)]
  const [top, bottom] = [plot.valToPos(high, 'y', true), plot.valToPos(low, 'y', true)]
  context.fillStyle = tokens('band')
  context.fillRect(left, top, right - left, bottom - top)
  context.strokeStyle = tokens('text-3')
  context.lineWidth = devicePixelRatio
  for (const y of [top, bottom]) line(context, [left, y], [right, y])
}

function drawMark(plot: uPlot, context: CanvasRenderingContext2D, mark: number, colour: string): void {
  const { top, height } = plot.bbox
  const x = plot.valToPos(mark, 'x', true)
  context.strokeStyle = colour
  context.lineWidth = devicePixelRatio
  context.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio])
  line(context, [x, top], [x, top + height])
  context.setLineDash([])
}

function drawSeen(plot: uPlot, context: CanvasRenderingContext2D, { time, value }: { time: number; value: number }, tokens: Tokens): void {
  context.beginPath()
  context.arc(plot.valToPos(time, 'x', true), plot.valToPos(value, 'y', true), 4.5 * devicePixelRatio, 0, 2 * Math.PI)
  context.fillStyle = tokens('critical-mark')
  context.strokeStyle = tokens('surface')
  context.lineWidth = 2 * devicePixelRatio
  context.fill()
  context.stroke()
}

function line(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  path(context, [from, to])
  context.stroke()
}

function path(context: CanvasRenderingContext2D, points: [number, number][]): void {
  context.beginPath()
  for (const [x, y] of points) context.lineTo(x, y)
}
