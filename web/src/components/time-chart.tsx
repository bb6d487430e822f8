import { useEffect, useRef } from 'react'
import { mountPlot } from '../lib/plot'
import { useTokens } from '../lib/use-tokens'
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
  /** Without it nothing is chosen by dragging. */
  onWindow?: (window: [number, number] | null) => void
}

/** One signal: mean as a line, least to largest as a band, what was unusual over it. Dragging
 * chooses a time, a double click goes back; cursors of all charts of a page move together. */
export function TimeChart({ label, series, other, from, to, overlay, onWindow }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const tokens = useTokens()
  const choose = useRef(onWindow)
  choose.current = onWindow
  const isChosen = onWindow !== undefined

  useEffect(() => {
    const onChoose = isChosen ? (window: [number, number]) => choose.current?.(window) : undefined
    const options = optionsOf({ tokens, window: [from, to], overlay, isPair: other !== undefined, onChoose })
    return mountPlot(host.current!, options, dataOf(series, other), () => choose.current?.(null))
  }, [series, other, from, to, overlay, tokens, isChosen])

  return <div ref={host} className={css.host} role="img" aria-label={label} />
}
