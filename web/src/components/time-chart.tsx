import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { timeTicks, valueTicks } from '../lib/axis-ticks'
import { type Tokens, useTokens } from '../lib/use-tokens'
import css from './time-chart.module.css'

export interface Reduced {
  time_ms: number[]
  min: (number | null)[]
  mean: (number | null)[]
  max: (number | null)[]
  step_us: number
}
interface Props {
  label: string
  series: Reduced | undefined
  from: number // seconds since 1970, as `to` and `marks`
  to: number
  marks: number[]
  onWindow: (window: [number, number] | null) => void
}

/** One signal: mean as a line, least to largest as a band, what was unusual as marks. Dragging
 * chooses a time, a double click goes back; cursors of all charts of a page move together. */
export function TimeChart({ label, series, from, to, marks, onWindow }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const tokens = useTokens()
  const choose = useRef(onWindow)
  choose.current = onWindow

  useEffect(() => {
    const element = host.current!
    const size = () => ({
      width: Math.max(element.clientWidth, 120),
      height: Math.max(element.clientHeight, 80),
    })
    const options = optionsOf(tokens, [from, to], marks, (window) => choose.current(window))
    const plot = new uPlot({ ...options, ...size() }, dataOf(series), element)
    const goBack = () => choose.current(null)
    plot.over.addEventListener('dblclick', goBack)
    const resize = new ResizeObserver(() => plot.setSize(size()))
    resize.observe(element)
    return () => {
      resize.disconnect()
      plot.destroy()
    }
  }, [series, from, to, marks, tokens])

  return <div ref={host} className={css.host} role="img" aria-label={label} />
}

// A gap of several empty buckets is a gap in the line, too.
function dataOf(series: Reduced | undefined): uPlot.AlignedData {
  if (!series) return [[], [], [], []]
  const columns: [number[], (number | null)[], (number | null)[], (number | null)[]] = [[], [], [], []]
  const step = series.step_us / 1000
  const typical = usualDistance(series.time_ms) || step
  series.time_ms.forEach((time, place) => {
    const before = series.time_ms[place - 1]
    if (before !== undefined && time - before > 5 * Math.max(typical, step)) {
      columns[0].push((before + step) / 1000)
      for (const column of columns.slice(1) as (number | null)[][]) column.push(null)
    }
    columns[0].push(time / 1000)
    columns[1].push(series.max[place]!)
    columns[2].push(series.min[place]!)
    columns[3].push(series.mean[place]!)
  })
  return columns as uPlot.AlignedData
}

function usualDistance(times: number[]): number {
  const distances = times.slice(1).map((time, place) => time - times[place]!)
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0
}

function optionsOf(
  tokens: Tokens,
  window: [number, number],
  marks: number[],
  onChoose: (window: [number, number]) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = {
    stroke: tokens('text-3'),
    font: "11px 'Inter Variable'",
    ticks: { show: false },
    grid: { stroke: tokens('grid'), width: 1 },
  }
  const points = { show: false }
  return {
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: 'signals' },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7, width: 1.5, fill: tokens('surface') },
      y: false,
    },
    scales: {
      x: { time: true, range: () => window },
      y: {
        range: (_, low, high) => {
          if (low === null || high === null) return [0, 1]
          const room = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1
          return [low - room, high + room]
        },
      },
    },
    axes: [
      { ...axis, size: 26, space: 90, values: timeTicks },
      { ...axis, size: 56, space: 30, gap: 6, values: valueTicks },
    ],
    series: [
      {},
      { width: 0, points },
      { width: 0, points },
      {
        stroke: tokens('trace'),
        width: 1.25,
        points: { show: false, filter: loneValues, size: 4, fill: tokens('trace') },
      },
    ],
    bands: [{ series: [1, 2], fill: tokens('envelope') }],
    hooks: {
      draw: [(plot) => drawMarks(plot, marks, tokens('critical-mark'))],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < 4) return
          onChoose([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')])
        },
      ],
    },
  }
}

// Values with none beside them, which no line would show.
function loneValues(plot: uPlot, number: number): number[] {
  const values = plot.data[number]!
  const isLone = (place: number) => values[place - 1] == null && values[place + 1] == null
  return [...values.keys()].filter((place) => values[place] != null && isLone(place))
}

function drawMarks(plot: uPlot, marks: number[], colour: string): void {
  const { ctx: context, bbox } = plot
  const scale = devicePixelRatio
  context.save()
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = scale
  context.setLineDash([3 * scale, 3 * scale])
  for (const mark of marks) {
    const x = plot.valToPos(mark, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    context.beginPath()
    context.moveTo(x, bbox.top)
    context.lineTo(x, bbox.top + bbox.height)
    context.stroke()
    context.beginPath()
    context.moveTo(x - 5 * scale, bbox.top)
    context.lineTo(x + 5 * scale, bbox.top)
    context.lineTo(x, bbox.top + 7 * scale)
    context.fill()
  }
  context.restore()
}
