// Land and the lines of latitude and longitude.
import { LAND_UNITS } from './land'
import type { Palette } from './palette'
import { type Frame, latitudeOf, longitudeOf, scaleOf, type View, xOf, yOf } from './projection'

const STEPS = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
const LINE_PIXELS = 90 // between two lines, at least
/** From here on the shape of land no longer says where one is, so lines have names. */
const LABELS_ZOOM = 4.5
const LATITUDE_MAX = 84

/** Where the left edges of the world lie that are within the frame, in pixels. */
export function worldsOf(view: View, frame: Frame, hasOthers: boolean): number[] {
  const scale = scaleOf(view.zoom)
  const left = frame.width / 2 - view.x * scale
  if (!hasOthers) return [left]
  const first = left - Math.ceil(left / scale) * scale
  const worlds: number[] = []
  for (let edge = first; edge < frame.width; edge += scale) worlds.push(edge)
  return worlds
}

export function drawLand(
  context: CanvasRenderingContext2D,
  land: Path2D,
  view: View,
  frame: Frame,
  worlds: readonly number[],
): void {
  const before = context.getTransform()
  const unit = scaleOf(view.zoom) / LAND_UNITS
  const top = frame.height / 2 - view.y * scaleOf(view.zoom)
  for (const left of worlds) {
    context.setTransform(before)
    context.transform(unit, 0, 0, unit, left, top)
    context.fill(land)
  }
  context.setTransform(before)
}

/** Above land in one colour and beneath it in another. */
export function drawLines(
  context: CanvasRenderingContext2D,
  view: View,
  frame: Frame,
  palette: Palette,
  worlds: readonly number[],
): void {
  const { across, down } = linesOf(view, frame)
  const scale = scaleOf(view.zoom)
  const [from, to] = [Math.max(0, worlds[0]!), Math.min(frame.width, worlds.at(-1)! + scale)]
  const pole = (latitude: number) => frame.height / 2 + (yOf(latitude) - view.y) * scale
  const [top, bottom] = [Math.max(0, pole(LATITUDE_MAX)), Math.min(frame.height, pole(-LATITUDE_MAX))]
  const lines: [number, number, number, number][] = []
  for (const { at } of across) if (at >= from && at <= to + 1) lines.push([at, top, at, bottom])
  for (const { at } of down) lines.push([from, at, to, at])
  context.beginPath()
  for (const [x, y, toX, toY] of lines) {
    context.moveTo(x, y)
    context.lineTo(toX, toY)
  }
  context.lineWidth = 1
  context.globalCompositeOperation = 'source-atop'
  context.strokeStyle = palette.landLine
  context.stroke()
  context.globalCompositeOperation = 'destination-over'
  context.strokeStyle = palette.grid
  context.stroke()
  context.globalCompositeOperation = 'source-over'
}

export function drawLabels(
  context: CanvasRenderingContext2D,
  view: View,
  frame: Frame,
  { label }: Palette,
): void {
  if (view.zoom < LABELS_ZOOM) return
  const { across, down, digits } = linesOf(view, frame)
  const text = (value: number, names: string) =>
    `${Math.abs(value).toFixed(digits)}° ${value === 0 ? '' : names[value < 0 ? 1 : 0]}`
  context.font = "10px 'Inter Variable', sans-serif"
  context.fillStyle = label
  context.textBaseline = 'alphabetic'
  context.textAlign = 'right'
  for (const { at, degrees } of down)
    if (at > 16 && at < frame.height - 24)
      context.fillText(text(degrees, 'NS'), frame.width - 6, at - 3)
  context.textAlign = 'left'
  for (const { at, degrees } of across)
    if (at > 40 && at < frame.width - 60)
      context.fillText(text(degrees, 'EW'), at + 4, frame.height - 6)
}

interface Line {
  at: number
  degrees: number
}

interface Lines {
  across: Line[]
  down: Line[]
  /** Of their names, after the point. */
  digits: number
}

function linesOf(view: View, frame: Frame): Lines {
  const scale = scaleOf(view.zoom)
  const step = STEPS.findLast((degrees) => (degrees / 360) * scale >= LINE_PIXELS) ?? STEPS[0]!
  const [halfWidth, halfHeight] = [frame.width / 2 / scale, frame.height / 2 / scale]
  const lines = (from: number, to: number, place: (degrees: number) => Line) => {
    const first = Math.ceil(from / step)
    const length = Math.max(0, Math.floor(to / step) - first + 1)
    return Array.from({ length }, (_, number) => place((first + number) * step))
  }
  return {
    across: lines((view.x - halfWidth) * 360 - 180, (view.x + halfWidth) * 360 - 180, (degrees) => ({
      at: Math.round(frame.width / 2 + (xOf(degrees) - view.x) * scale) + 0.5,
      degrees: longitudeOf(xOf(degrees)),
    })),
    down: lines(
      Math.max(-75, latitudeOf(view.y + halfHeight)),
      Math.min(75, latitudeOf(view.y - halfHeight)),
      (degrees) => ({
        at: Math.round(frame.height / 2 + (yOf(degrees) - view.y) * scale) + 0.5,
        degrees,
      }),
    ),
    digits: step >= 1 ? 0 : Math.ceil(-Math.log10(step)),
  }
}
