import { useEffect, useRef, useState } from 'react'
import charts from '../../components/charts/charts.module.css'
import { Legend } from '../../components/charts/legend'
import { dashOf, tokenOf } from '../../components/charts/line-style'
import { type Lines, lonePlaces, valueNear } from '../../components/charts/rows'
import { useShown } from '../../components/charts/use-shown'
import { timeTicks, valueTicks } from '../../lib/axis-ticks'
import { count, moment, number } from '../../lib/format'
import { axesOf, mountPlot, type PlotOptions, withRoom } from '../../lib/plot'
import { type Tokens, useTokens } from '../../lib/use-tokens'
import css from './sql.module.css'

interface Props {
  /** The name of what goes from left to right. */
  across: string
  isTime: boolean
  data: Lines
  left: string | null
}

/** Columns of numbers as lines over a time or a number. */
export function ResultLines({ across, isTime, data, left }: Props) {
  const [only, setOnly] = useState<string>()
  const [cursor, setCursor] = useState<number | null>(null)
  const { shown, places } = useShown(data, only)
  const at = cursor === null ? undefined : data.x[cursor]
  const groups = data.lines.map(({ name, mean }) => ({
    name,
    value: cursor === null ? undefined : number(valueNear(mean, cursor)),
  }))
  return (
    <>
      <div className={charts.key}>
        <Legend groups={groups} only={only} onOnly={setOnly} />
        <span>{at === undefined ? `by ${across}` : isTime ? moment(new Date(at * 1000).toISOString()) : number(at, 4)}</span>
      </div>
      <Plot {...{ across, isTime, shown, places }} onCursor={setCursor} />
      {left && <p className={css.left}>{left}.</p>}
    </>
  )
}

interface PlotProps {
  across: string
  isTime: boolean
  shown: Lines
  places: number[]
  onCursor: (place: number | null) => void
}

function Plot({ across, isTime, shown, places, onCursor }: PlotProps) {
  const host = useRef<HTMLDivElement>(null)
  const tokens = useTokens()
  const tell = useRef(onCursor)
  tell.current = onCursor

  useEffect(() => {
    const options = optionsOf(tokens, shown, places, isTime, (place) => tell.current(place))
    const columns = shown.lines.map(({ mean }) => mean)
    return mountPlot(host.current!, options, [shown.x, ...columns], () => undefined)
  }, [tokens, shown, places, isTime])

  const label = `${count(shown.lines.length)} lines over ${across}, ${count(shown.x.length)} places`
  return <div ref={host} className={charts.plot} role="img" aria-label={label} />
}

function optionsOf(
  tokens: Tokens,
  { lines }: Lines,
  places: number[],
  isTime: boolean,
  onCursor: (place: number | null) => void,
): PlotOptions {
  return {
    padding: [10, 22, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 7, width: 1.5, fill: tokens('surface') }, y: false },
    scales: {
      x: { time: isTime, range: (_, low, high) => (low === high ? withRoom(low, high) : [low, high]) },
      y: { range: (_, low, high) => (low === null || high === null ? [0, 1] : withRoom(low, high)) },
    },
    axes: axesOf(tokens, isTime ? timeTicks : valueTicks),
    series: [{}, ...lines.map((_, place) => lineOf(tokens, places[place]!))],
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
  }
}

function lineOf(tokens: Tokens, place: number) {
  const stroke = tokens(tokenOf(place))
  const filter = (plot: { data: readonly unknown[] }, number: number) => lonePlaces([...(plot.data[number] as number[])])
  return { stroke, width: 1.5, dash: dashOf(place), points: { show: false, filter, size: 4, fill: stroke } }
}
