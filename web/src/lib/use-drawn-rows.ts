import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { drawnRows, type Seen, topToShow } from './row-places'

const FIRST_HEIGHT = 800 // until the place is measured
const NEAR_ROWS = 30

interface Options {
  count: number
  /** In pixels, of every row. */
  rowHeight: number
  /** Drawn even where it is not seen. */
  kept?: number
  /** Asked for when the end comes near. */
  onNearEnd?: (() => void) | undefined
}

/** A long list of which only what is seen is drawn. `scroller` is the element that scrolls it. */
export function useDrawnRows({ count, rowHeight, kept = -1, onNearEnd }: Options) {
  const scroller = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState<Seen>({ top: 0, height: FIRST_HEIGHT })
  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const next = { top: element.scrollTop, height: element.clientHeight || FIRST_HEIGHT }
    setSeen((before) => (before.top === next.top && before.height === next.height ? before : next))
  }, [])
  useLayoutEffect(() => {
    const element = scroller.current!
    look()
    element.addEventListener('scroll', look, { passive: true })
    const resize = new ResizeObserver(look)
    resize.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resize.disconnect()
    }
  }, [look])

  const isNear = seen.top + seen.height > (count - NEAR_ROWS) * rowHeight
  useLayoutEffect(() => {
    if (isNear) onNearEnd?.()
  }, [isNear, onNearEnd])

  const scrollTo = (top: number | null) => {
    if (top === null) return
    scroller.current!.scrollTop = top
    look()
  }
  const place = () => {
    const { scrollTop: top, clientHeight } = scroller.current!
    return { top, height: clientHeight || FIRST_HEIGHT }
  }
  /** Scrolls as little as it takes to see the row. */
  const show = (row: number) => scrollTo(topToShow(row, rowHeight, place()))
  /** Puts a row that is not seen, or any with `isSure`, below the first that is. */
  const lead = (row: number, isSure: boolean) => {
    if (isSure || topToShow(row, rowHeight, place()) !== null) scrollTo(Math.max(0, row - 1) * rowHeight)
  }
  return { scroller, show, lead, ...drawnRows(count, rowHeight, seen, kept) }
}
