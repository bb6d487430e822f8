// What is asked of the server for what is shown.
import type { MapQuestion } from '../../../api/get-map'
import { type Bounds, type Frame, goesRound, latitudeOf, scaleOf } from './projection'
import { type View, wrapped, xOf } from './projection'

const CELL_PIXELS = 26 // of a cluster's cell, about
const BLOCK = 8 // cells: what is asked begins and ends with whole blocks
const CELLS_MAX = 256 // to the east, which is what the server takes
const CLUSTERS_MAX = 4096
const HALVINGS_MIN = 4
/** What is asked beyond each side of the frame, as a part of it: what a pan brings is there. */
const MARGIN = 0.4
const WORLD = { west: -180, south: -90, east: 180, north: 90 }

/** Cells are a 2^n-th of the world and begin where the world does, so that a pan puts the same
 * devices together as before, and one within a block asks nothing new. They are larger where there
 * would be more of them than an answer holds. */
export function questionOf(view: View, frame: Frame): MapQuestion {
  const halvings = Math.round(Math.log2(scaleOf(view.zoom) / CELL_PIXELS))
  for (let n = halvings; n > HALVINGS_MIN; n -= 1) {
    const asked = cellsOf(view, frame, 360 / 2 ** n)
    const rows = ((asked.north - asked.south) / 360) * 2 ** n
    if (asked.cells <= CELLS_MAX && asked.cells * rows <= CLUSTERS_MAX) return asked
  }
  return cellsOf(view, frame, 360 / 2 ** HALVINGS_MIN)
}

function cellsOf(view: View, frame: Frame, cell: number): MapQuestion {
  const reach = (0.5 + MARGIN) / scaleOf(view.zoom)
  const [across, up] = [frame.width * reach, frame.height * reach]
  const block = cell * BLOCK
  const [first, last] = blocks((view.x - across) * 360, (view.x + across) * 360, block)
  const [low, high] = blocks(latitudeOf(view.y + up) + 90, latitudeOf(view.y - up) + 90, block)
  const [south, north] = [Math.max(-90, low - 90), Math.min(90, high - 90)]
  if (!goesRound(view.zoom, frame) || last - first >= 360)
    return { ...WORLD, south, north, cells: Math.round(360 / cell) }
  const cells = Math.round((last - first) / cell)
  return { west: degreesOf(first), south, east: eastOf(last), north, cells }
}

// In whole blocks, so that the numbers are the same wherever in a block the frame ends.
function blocks(from: number, to: number, step: number): [number, number] {
  return [Math.floor(from / step) * step, Math.ceil(to / step) * step]
}

function degreesOf(turn: number): number {
  return wrapped(turn / 360) * 360 - 180
}

// 180° is an end, not a beginning.
function eastOf(turn: number): number {
  const east = degreesOf(turn)
  return east === -180 ? 180 : east
}

/** What holds all of these places and half a cell around, as each may be the mean of a cell: what is
 * left of the circle when its widest empty arc is taken away. */
export function extentOf(
  places: readonly { latitude: number; longitude: number }[],
  cell: number,
): Bounds | null {
  if (places.length === 0) return null
  const room = cell / 2
  const sorted = [...places].sort((a, b) => a.longitude - b.longitude)
  let widest = 0
  let after = 0
  sorted.forEach((place, index) => {
    const next = sorted[(index + 1) % sorted.length]!
    const gap = (xOf(next.longitude) - xOf(place.longitude) + 1) % 1
    if (gap > widest) [widest, after] = [gap, (index + 1) % sorted.length]
  })
  const south = places.reduce((least, { latitude }) => Math.min(least, latitude), 90) - room
  const north = places.reduce((most, { latitude }) => Math.max(most, latitude), -90) + room
  const latitudes = { south: Math.max(-90, south), north: Math.min(90, north) }
  // Where there is no gap at all they stand on one meridian.
  if (widest > 0 && widest * 360 <= 2 * cell) return { ...WORLD, ...latitudes }
  const [first, last] = [sorted[after]!, sorted[(after + sorted.length - 1) % sorted.length]!]
  return {
    west: around(first.longitude - room),
    east: around(last.longitude + room),
    ...latitudes,
  }
}

function around(longitude: number): number {
  return longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude
}
