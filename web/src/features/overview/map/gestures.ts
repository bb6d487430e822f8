// What hands do on the map, by mouse, fingers and keys, as moves of the view.
import type { Motion } from './motion'
import { panned } from './projection'

interface Point {
  x: number
  y: number
}
export interface Meant {
  /** Gives whether there was something. */
  pick: (at: Point) => boolean
  point: (at: Point | null) => void
  home: () => void
}
const CLICK_PIXELS = 4 // what moves further is a drag
const WHEEL_STEP = 0.0025 // of zoom, for each pixel
const WHEEL_LINE = 20 // pixels
const WHEEL_MAX = 0.6
const KEY_PIXELS = 80
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-KEY_PIXELS, 0],
  ArrowRight: [KEY_PIXELS, 0],
  ArrowUp: [0, -KEY_PIXELS],
  ArrowDown: [0, KEY_PIXELS],
}

export function listen(canvas: HTMLCanvasElement, motion: Motion, meant: Meant): () => void {
  const stop = new AbortController()
  const options = { signal: stop.signal }
  canvas.addEventListener('wheel', (event) => onWheel(event, motion), { ...options, passive: false })
  canvas.addEventListener('keydown', (event) => onKey(event, motion, meant), options)
  listenToPointers(canvas, motion, meant, options)
  return () => stop.abort()
}

function pointOf(event: MouseEvent): Point {
  const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}

// Where the map can be no smaller, the page scrolls.
function onWheel(event: WheelEvent, motion: Motion): void {
  const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE : 1)
  const steps = -pixels * WHEEL_STEP * (event.ctrlKey ? 4 : 1) // a pinch on a touchpad comes with it
  const limited = Math.max(-WHEEL_MAX, Math.min(WHEEL_MAX, steps))
  if (motion.zoom(limited, pointOf(event)) || event.ctrlKey || steps > 0) event.preventDefault()
}

function onKey(event: KeyboardEvent, motion: Motion, { home }: Meant): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const arrow = ARROWS[event.key]
  if (arrow) motion.move((view) => panned(view, ...arrow))
  else if (event.key === '+' || event.key === '=') motion.zoom(1)
  else if (event.key === '-' || event.key === '_') motion.zoom(-1)
  else if (event.key === 'Home') home()
  else return
  event.preventDefault()
}

function listenToPointers(
  canvas: HTMLCanvasElement,
  motion: Motion,
  meant: Meant,
  options: { signal: AbortSignal },
): void {
  const held = new Map<number, Point>()
  let begin: Point | null = null
  let isDrag = false
  let wasPicked = false
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    const at = pointOf(event)
    if (held.size === 0) [begin, isDrag] = [at, false]
    held.set(event.pointerId, at)
  }
  const onMove = (event: PointerEvent) => {
    const at = pointOf(event)
    if (!held.has(event.pointerId)) return meant.point(at)
    if (!isDrag && distance(at, begin!) < CLICK_PIXELS) return
    if (!isDrag) canvas.setPointerCapture(event.pointerId)
    isDrag = true
    canvas.dataset.dragging = ''
    meant.point(null)
    drag(motion, held, event.pointerId, at)
  }
  const onUp = (event: PointerEvent) => {
    held.delete(event.pointerId)
    if (held.size === 0) delete canvas.dataset.dragging
  }
  const onClick = (event: MouseEvent) => {
    if (isDrag || event.detail > 1) return
    wasPicked = meant.pick(pointOf(event))
  }
  const onDoubleClick = (event: MouseEvent) => {
    if (!isDrag && !wasPicked) motion.zoom(1, pointOf(event))
  }
  canvas.addEventListener('pointerdown', onDown, options)
  canvas.addEventListener('pointermove', onMove, options)
  canvas.addEventListener('pointerup', onUp, options)
  canvas.addEventListener('pointercancel', onUp, options)
  canvas.addEventListener('pointerleave', () => meant.point(null), options)
  canvas.addEventListener('click', onClick, options)
  canvas.addEventListener('dblclick', onDoubleClick, options)
}

// One pointer takes the map along, two spread it as well.
function drag(motion: Motion, held: Map<number, Point>, id: number, at: Point): void {
  const before = held.get(id)!
  const other = [...held].find(([number]) => number !== id)?.[1]
  held.set(id, at)
  const share = other ? 0.5 : 1
  motion.move((view) => panned(view, (before.x - at.x) * share, (before.y - at.y) * share))
  if (!other) return
  const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }
  const spread = distance(at, other) / Math.max(1, distance(before, other))
  motion.zoom(Math.log2(Math.max(0.1, spread)), middle)
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
