import type uPlot from 'uplot'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { mountPlot } from '../lib/plot'
import { useTokens } from '../lib/use-tokens'
import { chartMove, isReading, nearest } from './chart-keys'
import { seriesSentence } from './series-words'
import type { Overlay } from './time-chart-drawing'
import { dataOf, type Reduced } from './time-chart-data'
import { optionsOf } from './time-chart-options'
import css from './time-chart.module.css'

interface Props {
  label: string
  series: Reduced | undefined
  /** Another to compare it with: its mean, as a dashed line. */
  other?: Reduced | undefined
  from: number // seconds since 1970, as all times of the overlay
  to: number
  overlay: Overlay
  /** Without it nothing is chosen by dragging, nor by keys. */
  onWindow?: (window: [number, number] | null) => void
}

/** One signal: mean as a line, least to largest as a band, what was expected beneath it, what was
 * unusual over it. Dragging chooses a time, a double click goes back; cursors of all charts of a page
 * move together. Keys do the same, and read out what is at the cursor. */
export function TimeChart({ label, series, other, from, to, overlay, onWindow }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const hint = useId()
  const tokens = useTokens()
  const [cursor, setCursor] = useState<number | null>(null)
  const told = useRef(cursor)
  told.current = cursor
  const choose = useRef(onWindow)
  choose.current = onWindow
  const isChosen = onWindow !== undefined

  useEffect(() => {
    const onChoose = isChosen ? (window: [number, number]) => choose.current?.(window) : undefined
    // It is ready a moment later, and is then read where the one before it was.
    const onReady = (ready: uPlot) => {
      plot.current = ready
      if (told.current !== null) moveCursor(ready, told.current)
    }
    const options = optionsOf({ tokens, window: [from, to], overlay, isPair: other !== undefined, onChoose, onReady })
    const takeAway = mountPlot(host.current!, options, dataOf(series, other), () => choose.current?.(null))
    return () => {
      plot.current = null
      takeAway()
    }
  }, [series, other, from, to, overlay, tokens, isChosen])

  useEffect(() => {
    if (cursor !== null) moveCursor(plot.current, cursor)
  }, [cursor])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const times = series?.time_ms.map((time) => time / 1000) ?? []
    const move = chartMove(event.key, { times, window: [from, to], cursor })
    if (isReading(move)) setCursor(move.cursor)
    else if (move && onWindow) onWindow(move.window)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const leave = () => {
    if (cursor !== null) moveCursor(plot.current, null)
    setCursor(null)
  }
  // Buckets of a time that goes on begin anew with each reading: what is read is the nearest.
  const isSeen = series !== undefined && cursor !== null && cursor >= from && cursor <= to
  const place = isSeen ? nearest(series.time_ms, cursor * 1000) : -1
  return (
    <div
      className={css.keys}
      role="application"
      tabIndex={0}
      aria-label={label}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
      onBlur={leave}
    >
      <div ref={host} className={css.host} role="img" aria-label={label} />
      <output className={css.told}>{place < 0 ? '' : seriesSentence(series!, place, overlay)}</output>
      <span id={hint} className={css.hint}>
        {isChosen ? `${READ}, plus and minus zoom, Escape goes back` : READ}
      </span>
    </div>
  )
}

const READ = 'Arrow keys read its values'
const AWAY = -10 // where no cursor is seen

// The cursors of the other charts follow, as they do the pointer's.
function moveCursor(plot: uPlot | null, time: number | null) {
  if (!plot) return
  const left = time === null ? AWAY : plot.valToPos(time, 'x')
  const shared = plot as unknown as { setCursor: (to: object, tells: boolean, shares: boolean) => void }
  shared.setCursor({ left, top: time === null ? AWAY : 1 }, true, true)
}
