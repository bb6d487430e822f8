import type uPlot from 'uplot'
import { timeTicks, valueTicks } from '../lib/axis-ticks'
import type { Tokens } from '../lib/use-tokens'
import { drawAbove, drawBelow, type Overlay, valuesOf } from './time-chart-drawing'

interface Question {
  tokens: Tokens
  window: [number, number]
  overlay: Overlay
  isPair: boolean
  onChoose: ((window: [number, number]) => void) | undefined
}

export function optionsOf(question: Question): Omit<uPlot.Options, 'width' | 'height'> {
  const { tokens, overlay, onChoose } = question
  return {
    padding: [8, 16, 0, 0],
    legend: { show: false },
    cursor: {
      ...(onChoose ? { sync: { key: 'signals' } } : {}),
      drag: { x: onChoose !== undefined, y: false, setScale: false },
      points: { size: 7, width: 1.5, fill: tokens('surface') },
      y: false,
    },
    scales: scalesOf(question),
    axes: axesOf(tokens),
    series: seriesOf(question),
    bands: [{ series: [1, 2], fill: tokens('envelope') }],
    hooks: {
      drawClear: [(plot) => drawBelow(plot, overlay, tokens)],
      draw: [(plot) => drawAbove(plot, overlay, tokens)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < 4) return
          onChoose?.([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')])
        },
      ],
    },
  }
}

function scalesOf({ window, overlay }: Question): uPlot.Scales {
  const more = valuesOf(overlay)
  return {
    x: { time: true, range: () => window },
    y: {
      range: (_, least, largest) => {
        const values = [least, largest, ...more].filter((value) => value != null)
        if (values.length === 0) return [0, 1]
        const [low, high] = [Math.min(...values), Math.max(...values)]
        const room = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1
        return [low - room, high + room]
      },
    },
  }
}

function axesOf(tokens: Tokens): uPlot.Axis[] {
  const axis = {
    stroke: tokens('text-3'),
    font: "11px 'Inter Variable'",
    ticks: { show: false },
    grid: { stroke: tokens('grid'), width: 1 },
  }
  return [
    { ...axis, size: 26, space: 90, values: timeTicks },
    { ...axis, size: 56, space: 30, gap: 6, values: valueTicks },
  ]
}

function seriesOf({ tokens, isPair }: Question): uPlot.Series[] {
  const edge: uPlot.Series = { width: 0, points: { show: false } }
  const lone = (fill: string) => ({ show: false, filter: loneValues, size: 4, fill })
  const own = { stroke: tokens('trace'), width: 1.25, points: lone(tokens('trace')) }
  const other = { stroke: tokens('cat-2'), width: 1.25, dash: [5, 3], points: lone(tokens('cat-2')) }
  return [{}, edge, edge, own, ...(isPair ? [other] : [])]
}

// Values with none beside them, which no line would show.
function loneValues(plot: uPlot, number: number): number[] {
  const values = plot.data[number]!
  const there = [...values.keys()].filter((place) => values[place] !== undefined)
  const isLone = (at: number) => values[there[at - 1]!] == null && values[there[at + 1]!] == null
  return there.filter((place, at) => values[place] != null && isLone(at))
}
