import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { timeTicks, valueTicks } from '../../lib/axis-ticks'
import { axesOf, chosenOf, mountPlot, type PlotOptions, withRoom } from '../../lib/plot'
import { type Tokens, useTokens } from '../../lib/use-tokens'
import css from './charts.module.css'
import { dashOf, tokenOf } from './line-style'
import { type Line, type Lines, lonePlaces } from './rows'

export const BANDS_MAX = 3 // more of them hide each other

interface Props {
  label: string
  data: Lines
  /** Where each line stands in the order of colours. */
  places: number[]
  /** The ends of the time, in seconds; without them the axis is of values, and lines are steps. */
  window?: [number, number]
  onWindow?: (window: [number, number] | null) => void
  onCursor: (place: number | null) => void
}

/** Groups as lines, each with a band from least to largest where they are few. */
export function LinesChart({ label, data: all, places, window, onWindow, onCursor }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const tokens = useTokens()
  const events = useRef({ onWindow, onCursor })
  events.current = { onWindow, onCursor }
  const [from, to] = window ?? []

  useEffect(() => {
    const data = withoutBands(all)
    const span: [number, number] | null = from !== undefined && to !== undefined ? [from, to] : null
    const options: PlotOptions = {
      padding: [10, 22, 0, 0],
      legend: { show: false },
      cursor: cursorOf(tokens, span !== null),
      scales: scalesOf(span, data),
      axes: axesOf(tokens, span ? timeTicks : valueTicks),
      ...seriesOf(tokens, data.lines, places, span !== null),
      hooks: {
        setCursor: [(plot) => events.current.onCursor(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) => {
            const chosen = chosenOf(plot)
            if (chosen) events.current.onWindow?.(chosen)
          },
        ],
      },
    }
    return mountPlot(host.current!, options, columnsOf(data), () => events.current.onWindow?.(null))
  }, [all, places, from, to, tokens])

  return <div ref={host} className={css.plot} role="img" aria-label={label} />
}

// Without bands their ends are left out, so that the axis is not as long as they are.
function withoutBands({ x, lines }: Lines): Lines {
  return lines.length <= BANDS_MAX ? { x, lines } : { x, lines: lines.map(({ name, mean }) => ({ name, mean })) }
}

function columnsOf({ x, lines }: Lines): uPlot.AlignedData {
  const columns = lines.flatMap(({ mean, low, high }) => (low && high ? [high, low, mean] : [mean]))
  return [x, ...columns] as uPlot.AlignedData
}

function seriesOf(tokens: Tokens, lines: Line[], places: number[], isTime: boolean) {
  const series: uPlot.Series[] = [{}]
  const bands: uPlot.Band[] = []
  const edge = { width: 0, points: { show: false } }
  const steps = uPlot.paths.stepped!({ align: 1 })
  lines.forEach((line, place) => {
    const colour = tokens(tokenOf(places[place]!))
    if (line.low && line.high) {
      bands.push({ series: [series.length, series.length + 1], fill: `${colour}2e` })
      series.push(edge, edge)
    }
    series.push({
      stroke: colour,
      width: 1.5,
      dash: dashOf(places[place]!),
      points: { show: false, filter: (plot, number) => lonePlaces([...plot.data[number]!]), size: 4, fill: colour },
      ...(isTime ? {} : { paths: steps }),
      ...(!isTime && lines.length === 1 ? { fill: `${colour}2e` } : {}),
    })
  })
  return { series, bands }
}

function cursorOf(tokens: Tokens, isTime: boolean): uPlot.Cursor {
  return {
    drag: { x: isTime, y: false, setScale: false },
    points: {
      size: 7,
      width: 1.5,
      fill: ({ series }, place) => (series[place]!.width === 0 ? 'transparent' : tokens('surface')),
    },
    y: false,
    ...(isTime ? { sync: { key: 'explore' } } : {}),
  }
}

function scalesOf(window: [number, number] | null, { x }: Lines): uPlot.Scales {
  const ends: [number, number] = [x[0] ?? 0, x.at(-1) ?? 1]
  return {
    x: { time: window !== null, range: () => window ?? ends },
    y: {
      range: (_, low, high) => {
        if (low === null || high === null) return [0, 1]
        if (window === null) return [0, high * 1.08]
        return withRoom(low, high)
      },
    },
  }
}
