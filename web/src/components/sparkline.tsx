import { useEffect, useRef } from 'react'
import css from './sparkline.module.css'

/** A trend without axes beside the number that carries the meaning, hence hidden from readers. */
export function Sparkline({ values, colour }: { values: readonly number[]; colour: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current!
    const context = element.getContext('2d')
    if (context) draw(element, context, values, colour)
  })
  return <canvas ref={canvas} aria-hidden="true" className={css.canvas} />
}

function draw(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  values: readonly number[],
  colour: string,
): void {
  const [width, height, scale] = [element.clientWidth, element.clientHeight, devicePixelRatio]
  element.width = width * scale
  element.height = height * scale
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  if (values.length < 2) return
  const top = Math.max(...values, 1) // from zero, so that noise is not blown up
  context.beginPath()
  values.forEach((value, place) => {
    const x = (place / (values.length - 1)) * width
    context.lineTo(x, height - 2 - (value / top) * (height - 5))
  })
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.stroke()
}
