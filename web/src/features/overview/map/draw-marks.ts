// Clusters and devices on the canvas.
import type { DeviceState } from '../../../api/get-devices'
import { type Mark, shortCount } from './clusters'
import type { Palette } from './palette'
import { eastward, type Frame, scaleOf, type View } from './projection'

type Context = CanvasRenderingContext2D
const RING = 2.5
const SHARE_MIN = 0.06 // of a ring: one of a thousand is seen, too
const TOP = -Math.PI / 2
const TURN = 2 * Math.PI
const STATES: readonly DeviceState[] = ['faulty', 'silent', 'connected']

export function drawMarks(
  context: Context,
  marks: readonly Mark[],
  view: View,
  frame: Frame,
  palette: Palette,
  worlds: readonly number[],
): void {
  const scale = scaleOf(view.zoom)
  const top = frame.height / 2 - view.y * scale
  context.font = "600 10px 'Inter Variable', sans-serif"
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const mark of marks) {
    const y = top + mark.y * scale
    if (y < -mark.radius || y > frame.height + mark.radius) continue
    for (const left of worlds) {
      const x = left + mark.x * scale
      if (x > -mark.radius && x < frame.width + mark.radius) drawMark(context, mark, x, y, palette)
    }
  }
}

function drawMark(context: Context, mark: Mark, x: number, y: number, palette: Palette): void {
  const { cluster, radius, worst } = mark
  disc(context, x, y, radius + 1, palette.surface)
  if (cluster.count === 1) return disc(context, x, y, radius, palette[worst])
  context.globalAlpha = 0.22
  disc(context, x, y, radius, palette[worst])
  context.globalAlpha = 1
  drawRing(context, mark, x, y, palette)
  context.fillStyle = palette.text
  context.fillText(shortCount(cluster.count), x, y + 0.5)
}

function disc(context: Context, x: number, y: number, radius: number, colour: string): void {
  context.beginPath()
  context.arc(x, y, radius, 0, TURN)
  context.fillStyle = colour
  context.fill()
}

/** How much of the ring each state takes, the worst first. */
export function sharesOf({ count, ...counts }: { count: number } & Record<DeviceState, number>) {
  const seen = (part: number) => (part > 0 ? Math.max(SHARE_MIN, part / count) : 0)
  const few = [seen(counts.faulty), seen(counts.silent)]
  const most = few[0]! + few[1]!
  const room = counts.connected > 0 ? 1 - SHARE_MIN : 1
  const fit = most > room ? room / most : 1
  return [few[0]! * fit, few[1]! * fit, Math.max(0, 1 - most * fit)] as const
}

function drawRing(context: Context, mark: Mark, x: number, y: number, palette: Palette): void {
  context.lineWidth = RING
  let from = TOP
  sharesOf(mark.cluster).forEach((share, place) => {
    if (share < 1e-6) return
    context.beginPath()
    context.arc(x, y, mark.radius - RING / 2, from, from + share * TURN)
    context.strokeStyle = palette[STATES[place]!]
    context.stroke()
    from += share * TURN
  })
}

/** A line around the mark that is pointed at. */
export function drawPointed(
  context: Context,
  mark: Mark,
  view: View,
  frame: Frame,
  palette: Palette,
): void {
  const scale = scaleOf(view.zoom)
  context.beginPath()
  const x = frame.width / 2 + eastward(mark.x, view) * scale
  context.arc(x, frame.height / 2 + (mark.y - view.y) * scale, mark.radius + 2.5, 0, TURN)
  context.lineWidth = 1.5
  context.strokeStyle = palette.text
  context.stroke()
}
