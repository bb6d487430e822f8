import type uPlot from 'uplot'
import { timeTicks } from '../lib/axis-ticks'
import { axesOf, chosenOf, type PlotOptions, withRoom } from '../lib/plot'
import type { Tokens } from '../lib/use-tokens'
import { lonePlaces } from './charts/rows'
import { drawAbove, drawBelow, type Overlay, valuesOf } from './time-chart-drawing'

interface Question {
  tokens: Tokens
  window: [number, number]
  overlay: Overlay
  isPair: boolean
  onChoose: ((window: [number, number]) => void) | undefined
  onReady: (plot: uPlot) => void
}

export function optionsOf(question: Question): PlotOptions {
  const { tokens, overlay, onChoose, onReady } = question
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
    axes: axesOf(tokens, timeTicks),
    series: seriesOf(question),
    bands: [{ series: [1, 2], fill: tokens('envelope') }],
    hooks: {
      ready: [onReady],
      drawClear: [(plot) => drawBelow(plot, overlay, tokens)],
      draw: [(plot) => drawAbove(plot, overlay, tokens)],
      setSelect: [
        (plot) => {
          const chosen = chosenOf(plot)
          if (chosen) onChoose?.(chosen)
        },
      ],
    },
  }
}

function scalesOf({ window, overlay }: Question): uPlot.Scales {
  const more = valuesOf(overlay, window)
  return {
    x: { time: true, range: () => window },
    y: {
      range: (_, least, largest) => {
        const values = [least, largest, ...more].filter((value) => value != null)
        if (values.length === 0) return [0, 1]
        return withRoom(Math.min(...values), Math.max(...values))
      },
    },
  }
}

function seriesOf({ tokens, isPair }: Question): uPlot.Series[] {
  const edge: uPlot.Series = { width: 0, points: { show: false } }
  const lone = (fill: string) => ({ show: false, filter: loneValues, size: 4, fill })
  const own = { stroke: tokens('trace'), width: 1.25, points: lone(tokens('trace')) }
  const other = { stroke: tokens('cat-2'), width: 1.25, dash: [5, 3], points: lone(tokens('cat-2')) }
  return [{}, edge, edge, own, ...(isPair ? [other] : [])]
}

function loneValues(plot: uPlot, number: number): number[] {
  return lonePlaces([...plot.data[number]!])
}
