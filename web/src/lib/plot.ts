import uPlot from 'uplot'
import { valueTicks } from './axis-ticks'
import type { Tokens } from './use-tokens'

export type PlotOptions = Omit<uPlot.Options, 'width' | 'height'>

/** Draws a plot that is as large as its element. Returns what takes it away. */
export function mountPlot(element: HTMLElement, options: PlotOptions, data: uPlot.AlignedData, onBack: () => void) {
  const size = () => ({
    width: Math.max(element.clientWidth, 120),
    height: Math.max(element.clientHeight, 80),
  })
  const plot = new uPlot({ ...options, ...size() }, data, element)
  plot.over.addEventListener('dblclick', onBack)
  const resize = new ResizeObserver(() => plot.setSize(size()))
  resize.observe(element)
  return () => {
    resize.disconnect()
    plot.destroy()
  }
}

/** The time that dragging chose, in the units of the axis; none where it was hardly a drag. */
export function chosenOf({ select: { left, width }, posToVal }: uPlot): [number, number] | undefined {
  return width < 4 ? undefined : [posToVal(left, 'x'), posToVal(left + width, 'x')]
}

/** The ends of an axis that leave room above and below the values. */
export function withRoom(low: number, high: number): [number, number] {
  const room = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1
  return [low - room, high + room]
}

export function axesOf(tokens: Tokens, ticksAcross: uPlot.Axis.Values): uPlot.Axis[] {
  const axis = {
    stroke: tokens('text-3'),
    font: "11px 'Inter Variable'",
    ticks: { show: false },
    grid: { stroke: tokens('grid'), width: 1 },
  }
  return [
    { ...axis, size: 26, space: 90, values: ticksAcross },
    { ...axis, size: 56, space: 30, gap: 6, values: valueTicks },
  ]
}
