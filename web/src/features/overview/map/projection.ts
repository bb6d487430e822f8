// Where a place of the earth is on the screen. The world is a square of 0 to 1 (Web Mercator: shapes
// look right at every zoom), x to the east and y to the south; zoom 0 draws it 256 pixels wide and
// each step twice as wide.
export interface View {
  /** The middle. */
  x: number
  y: number
  zoom: number
}
export interface Frame {
  width: number
  height: number
}
/** Degrees; `west` is larger than `east` where 180° lies between. */
export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}
const TILE = 256
const LATITUDE_MAX = 85.0511
export const ZOOM_MAX = 16
/** Closer than this the outline of land says nothing, so nobody is led there unasked. */
const FIT_ZOOM_MAX = 10
const ROOM_STEPS = 0.3 // of zoom, around what is to be seen
/** What of the height of the square the world is shown by: Antarctica waits for who looks for it. */
const WORLD_HEIGHT = 0.62
const EDGES = 28 // pixels beside the world
const TOP = yOf(84)
const BOTTOM = yOf(-84)

export function xOf(longitude: number): number {
  return (longitude + 180) / 360
}

export function yOf(latitude: number): number {
  const within = Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude))
  return 0.5 - Math.asinh(Math.tan((within * Math.PI) / 180)) / (2 * Math.PI)
}

export function longitudeOf(x: number): number {
  return wrapped(x) * 360 - 180
}

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI
}

/** The same place in the world that starts at 0. */
export function wrapped(x: number): number {
  return x - Math.floor(x)
}

/** How many pixels wide the world is. */
export function scaleOf(zoom: number): number {
  return TILE * 2 ** zoom
}

/** All of the world that is lived in fits, and so does what stands at its edges. */
export function zoomMin({ width, height }: Frame): number {
  return Math.log2(Math.min(width - EDGES, height / WORLD_HEIGHT) / TILE)
}

/** A view that shows no more than the world: it goes on beyond 180°, and ends near the poles. */
export function clamped(view: View, frame: Frame): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(zoomMin(frame), view.zoom))
  const scale = scaleOf(zoom)
  const half = frame.height / 2 / scale
  const fits = TOP + half > BOTTOM - half
  const y = fits ? (TOP + BOTTOM) / 2 : Math.min(BOTTOM - half, Math.max(TOP + half, view.y))
  return { x: goesRound(zoom, frame) ? wrapped(view.x) : 0.5, y, zoom }
}

/** Whether the world is too wide for the frame, so that what is beyond its edge is shown, too. */
export function goesRound(zoom: number, { width }: Frame): boolean {
  return scaleOf(zoom) > width + 1
}

export function panned(view: View, right: number, down: number): View {
  const scale = scaleOf(view.zoom)
  return { ...view, x: view.x + right / scale, y: view.y + down / scale }
}

/** Closer by `steps`, with the place at a point of the frame staying there. */
export function zoomed(view: View, frame: Frame, steps: number, at = middleOf(frame)): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(zoomMin(frame), view.zoom + steps))
  const [right, down] = [at.x - frame.width / 2, at.y - frame.height / 2]
  const there = panned(view, right, down)
  return panned({ ...there, zoom }, -right, -down)
}

function middleOf({ width, height }: Frame) {
  return { x: width / 2, y: height / 2 }
}

/** The world, or what holds all of `bounds` with room around. */
export function viewOf(bounds: Bounds | null, frame: Frame): View {
  if (bounds === null) return clamped({ x: 0.5, y: yOf(28), zoom: 0 }, frame)
  const [left, top, bottom] = [xOf(bounds.west), yOf(bounds.north), yOf(bounds.south)]
  const wide = xOf(bounds.east) + (bounds.west > bounds.east ? 1 : 0) - left
  const fits = (size: number, part: number) => Math.log2(size / TILE / Math.max(part, 1e-9))
  const zoom = Math.min(fits(frame.width, wide), fits(frame.height, bottom - top)) - ROOM_STEPS
  const middle = { x: left + wide / 2, y: (top + bottom) / 2 }
  return clamped({ ...middle, zoom: Math.min(zoom, FIT_ZOOM_MAX) }, frame)
}

/** How far `x` is to the right of the middle by the shorter way round, in worlds. */
export function eastward(x: number, view: View): number {
  const way = x - view.x
  return way - Math.round(way)
}

/** The view as the address says it: latitude, longitude and zoom. */
export function viewText({ x, y, zoom }: View): string {
  const digits = Math.max(1, Math.ceil(zoom / 3))
  return `${latitudeOf(y).toFixed(digits)},${longitudeOf(x).toFixed(digits)},${zoom.toFixed(2)}`
}

export function viewFrom(text: string | undefined): View | null {
  const parts = text?.split(',').map(Number) ?? []
  const [latitude, longitude, zoom] = parts
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null
  return { x: wrapped(xOf(longitude!)), y: yOf(latitude!), zoom: zoom! }
}
