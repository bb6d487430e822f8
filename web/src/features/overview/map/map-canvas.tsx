import { type RefObject, useEffect, useRef } from 'react'
import { useTokens } from '../../../lib/use-tokens'
import type { Mark } from './clusters'
import { useLand } from './land'
import { type Events, LiveMap } from './live-map'
import css from './map.module.css'
import { paletteOf } from './palette'
import { type Frame, type View, viewText } from './projection'

interface Props extends Events {
  label: string
  frame: Frame
  /** What the address says, and the view that it means. */
  text: string | undefined
  view: View
  marks: readonly Mark[]
  /** For buttons that move the map. */
  map: RefObject<LiveMap | null>
}

/** The map on a canvas. It moves without React, which hears of a view when it rests.
 *
 * With 4,096 clusters a step of a pan takes 0.3 ms of script, as do most steps of a zoom; the layer,
 * drawn anew when a pan leaves it and when a zoom rests, takes 6 to 22 ms (Chromium without a GPU on
 * one of two busy cores, a frame of 782 by 334 pixels).
 */
export function MapCanvas(props: Props) {
  const { label, frame, text, view, marks, map } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const told = useRef(text)
  const tokens = useTokens()
  const land = useLand()
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    const { frame, view, marks } = latest.current
    const scene = { frame, marks, land: null, palette: paletteOf(tokens) }
    const made = new LiveMap(canvas.current!, scene, view, {
      onView: (moved) => {
        told.current = viewText(moved)
        latest.current.onView(moved)
      },
      onPass: (moved) => latest.current.onPass(moved),
      onHome: () => latest.current.onHome(),
      onPoint: (mark) => latest.current.onPoint(mark),
      onPick: (mark) => latest.current.onPick(mark),
    })
    map.current = made
    return () => {
      map.current = null
      made.end()
    }
  }, [map, tokens])

  useEffect(() => {
    map.current!.change({ frame, marks, land, palette: paletteOf(tokens) })
  }, [frame, marks, land, tokens, map])

  // What the map itself said to the address is where it is already, or was.
  useEffect(() => {
    if (text !== undefined && text === told.current) return
    told.current = text
    map.current!.motion.show(view)
  }, [text, view, map])

  return <canvas ref={canvas} className={css.canvas} tabIndex={0} role="img" aria-label={label} />
}
