// Clusters as circles: how large, of which state, and which one is under a point.
import type { Cluster } from '../../../api/get-map'
import type { DeviceState } from '../../../api/get-devices'
import { eastward, type Frame, scaleOf, type View, xOf, yOf } from './projection'

export interface Mark {
  cluster: Cluster
  x: number
  y: number
  radius: number
  worst: DeviceState
}
const DOT = 4
const RADIUS_MIN = 9
const RADIUS_THREE = 12 // with three digits within
const RADIUS_MAX = 21
/** How much of a circle's radius may lie under a larger one. */
const OVERLAP = 0.75
const REACH = 3 // pixels beside a mark that still mean it

/** The largest first, so that small ones lie above them. Those that would hide each other at a zoom
 * are one. */
export function marksOf(clusters: readonly Cluster[], zoom: number): Mark[] {
  const most = clusters.reduce((max, { count }) => Math.max(max, count), 1)
  const sorted = [...clusters].sort((a, b) => b.count - a.count)
  const marks = sorted.map((cluster) => markOf(cluster, most))
  const apart = mergeNear(marks, scaleOf(zoom))
  const mostNow = apart.reduce((max, { count }) => Math.max(max, count), 1)
  const again = apart.map((cluster) => markOf(cluster, mostNow))
  return again.sort((a, b) => b.cluster.count - a.cluster.count)
}

function markOf(cluster: Cluster, most: number): Mark {
  const { count, longitude, latitude } = cluster
  const worst = worstOf(cluster)
  return { cluster, x: xOf(longitude), y: yOf(latitude), radius: radiusOf(count, most), worst }
}

// Each joins the first that it would lie on; squares of the largest circle keep the search short.
function mergeNear(marks: readonly Mark[], scale: number): Cluster[] {
  const side = (2 * RADIUS_MAX) / scale
  const squares = new Map<number, { mark: Mark; all: Cluster[] }[]>()
  const keyOf = (column: number, row: number) => column * 1e7 + row
  const hosts: { mark: Mark; all: Cluster[] }[] = []
  for (const mark of marks) {
    const [column, row] = [Math.floor(mark.x / side), Math.floor(mark.y / side)]
    const near = [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((down) => squares.get(keyOf(column + right, row + down)) ?? []),
    )
    const host = near.find((other) => liesOn(mark, other.mark, scale))
    if (host) {
      host.all.push(mark.cluster)
      continue
    }
    const made = { mark, all: [mark.cluster] }
    hosts.push(made)
    const key = keyOf(column, row)
    squares.set(key, [...(squares.get(key) ?? []), made])
  }
  return hosts.map(({ all }) => merged(all))
}

function liesOn(mark: Mark, host: Mark, scale: number): boolean {
  const reach = host.radius + mark.radius * OVERLAP
  return Math.hypot(mark.x - host.x, mark.y - host.y) * scale < reach
}

function merged(all: readonly Cluster[]): Cluster {
  if (all.length === 1) return all[0]!
  const sum = (part: (cluster: Cluster) => number) =>
    all.reduce((total, cluster) => total + part(cluster), 0)
  const count = sum((cluster) => cluster.count)
  return {
    latitude: sum((cluster) => cluster.latitude * cluster.count) / count,
    longitude: sum((cluster) => cluster.longitude * cluster.count) / count,
    count,
    connected: sum(({ connected }) => connected),
    silent: sum(({ silent }) => silent),
    faulty: sum(({ faulty }) => faulty),
    device_id: null,
  }
}

/** The area grows with the count; the largest that is seen has the largest circle, and none is too
 * small for its number. */
export function radiusOf(count: number, most: number): number {
  if (count === 1) return DOT
  const largest = Math.min(RADIUS_MAX, RADIUS_MIN + Math.sqrt(most) / 2)
  const radius = RADIUS_MIN + (largest - RADIUS_MIN) * Math.sqrt(count / most)
  return count < 100 ? radius : Math.max(RADIUS_THREE, radius)
}

export function worstOf({ silent, faulty }: Cluster): DeviceState {
  return faulty > 0 ? 'faulty' : silent > 0 ? 'silent' : 'connected'
}

/** The mark that lies above all others at a point of the frame. */
export function markAt(
  marks: readonly Mark[],
  view: View,
  frame: Frame,
  { x, y }: { x: number; y: number },
): Mark | null {
  const scale = scaleOf(view.zoom)
  const middle = { x: frame.width / 2 - x, y: frame.height / 2 - y }
  for (let place = marks.length - 1; place >= 0; place -= 1) {
    const mark = marks[place]!
    const right = eastward(mark.x, { ...view, x: view.x - middle.x / scale }) * scale
    const down = (mark.y - view.y) * scale + middle.y
    if (right * right + down * down <= (mark.radius + REACH) ** 2) return mark
  }
  return null
}

/** Those whose middle is within the frame. */
export function shownOf(marks: readonly Mark[], view: View, frame: Frame): Mark[] {
  const scale = scaleOf(view.zoom)
  return marks.filter(
    ({ x, y }) =>
      Math.abs(eastward(x, view)) * scale <= frame.width / 2 &&
      Math.abs(y - view.y) * scale <= frame.height / 2,
  )
}

/** A whole in at most four characters. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count)
  return count < 1_000_000 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 1_000_000)}M`
}

export function placeText({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const side = (value: number, names: string) =>
    `${Math.abs(value).toFixed(2)}° ${names[value < 0 ? 1 : 0]}`
  return `${side(latitude, 'NS')}, ${side(longitude, 'EW')}`
}
