// A chart of time by keys: which moment they go to, and which time they choose.
export interface ChartPlace {
  /** The moments that have values, in order, in seconds since 1970. */
  times: readonly number[]
  window: [number, number]
  /** The moment that is read; null: none yet. */
  cursor: number | null
}
export type ChartMove = { cursor: number } | { window: [number, number] | null } | null

const SHORTEST_S = 2
const LEAP = 10 // moments

/** What a key does; null: nothing of the chart's. */
export function chartMove(key: string, place: ChartPlace): ChartMove {
  switch (key) {
    case 'ArrowRight':
      return step(place, 1)
    case 'ArrowLeft':
      return step(place, -1)
    case 'PageDown':
      return step(place, LEAP)
    case 'PageUp':
      return step(place, -LEAP)
    case '+':
    case '=': // the key of + without shift
    case 'Enter':
      return zoom(place, 0.5)
    case '-':
      return zoom(place, 2)
    case 'Escape':
    case 'Home':
      return { window: null }
    default:
      return null
  }
}

/** A chart without a time to choose has no more of them than these. */
export function isReading(move: ChartMove): move is { cursor: number } {
  return move !== null && 'cursor' in move
}

// Into the picture from the side that the key points away from.
function step({ times, window: [from, to], cursor }: ChartPlace, by: number): ChartMove {
  const seen = times.filter((time) => time >= from && time <= to)
  if (seen.length === 0) return null
  const place = cursor === null ? -1 : nearest(seen, cursor)
  const next = place < 0 ? (by > 0 ? 0 : seen.length - 1) : place + by
  return { cursor: seen[Math.min(Math.max(next, 0), seen.length - 1)]! }
}

/** The place of the moment that is nearest to a time; -1: there is none. */
export function nearest(times: readonly number[], to: number): number {
  let best = times.length > 0 ? 0 : -1
  for (const [place, time] of times.entries()) {
    if (Math.abs(time - to) < Math.abs(times[best]! - to)) best = place
  }
  return best
}

function zoom({ window: [from, to], cursor }: ChartPlace, by: number): ChartMove {
  const length = (to - from) * by
  if (length < SHORTEST_S) return null
  const centre = cursor !== null && cursor >= from && cursor <= to ? cursor : (from + to) / 2
  return { window: [centre - length / 2, centre + length / 2] }
}
