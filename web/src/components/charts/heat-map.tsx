import { type PointerEvent, useEffect, useRef } from 'react'
import { useTokens } from '../../lib/use-tokens'
import css from './charts.module.css'
import { type Frame, type Grid, drawGrid, frameOf, placeAt } from './heat-drawing'

interface Props {
  label: string
  grid: Grid
  /** The height of a row; without it the picture is as high as its place. */
  rowHeight?: number
  onCell: (cell: { column: number; row: number } | null) => void
}

/** A plane of cells, each the stronger in colour the more its value is. */
export function HeatMap({ label, grid, rowHeight, onCell }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<Frame | null>(null)
  const tokens = useTokens()
  useEffect(() => {
    const element = canvas.current!
    const paint = () => {
      const context = element.getContext('2d')
      if (!context) return
      frame.current = frameOf(element.parentElement!, grid, rowHeight)
      drawGrid(element, context, grid, frame.current, tokens)
    }
    paint()
    const resize = new ResizeObserver(paint)
    resize.observe(element.parentElement!)
    return () => resize.disconnect()
  }, [grid, rowHeight, tokens])

  const look = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    onCell(frame.current && placeAt(frame.current, grid, event.clientX - left, event.clientY - top))
  }
  return (
    <div className={rowHeight === undefined ? css.plot : css.rows}>
      <canvas
        ref={canvas}
        className={css.heat}
        role="img"
        aria-label={label}
        onPointerMove={look}
        onPointerLeave={() => onCell(null)}
      />
    </div>
  )
}
