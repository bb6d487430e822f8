import { useQuery } from '@tanstack/react-query'
import { askMap, type FleetMap } from '../../../api/get-map'
import { useLake } from '../../../lib/use-lake'
import type { Bounds } from './projection'
import { extentOf } from './question'

const CELLS = 64
const QUESTIONS_MAX = 4
const WHILE_EMPTY_MS = 10_000

export interface Extent {
  /** Nothing: no device has a place. */
  bounds: Bounds | null
  total: number
  placed: number
}

/** What holds the whole fleet. It stays as it was found, so that a map does not move by itself, but
 * is looked for again while no device has a place. */
export function useExtent() {
  const lake = useLake()
  return useQuery({
    queryKey: ['map-extent', lake],
    queryFn: ({ signal }) => findExtent(lake, signal),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.bounds === null ? WHILE_EMPTY_MS : false),
    meta: { keepsItsTime: true },
  })
}

// A fleet that stands in one cell of what was asked is looked at more closely.
async function findExtent(lake: string | undefined, signal: AbortSignal): Promise<Extent> {
  let asked: Bounds = { west: -180, south: -90, east: 180, north: 90 }
  let bounds: Bounds | null = null
  let answer: FleetMap | undefined
  for (let questions = 0; questions < QUESTIONS_MAX; questions += 1) {
    const cells = cellsIn(asked)
    answer = await askMap(lake, { ...asked, cells }, signal)
    const found = extentOf(answer.clusters, spanOf(asked) / cells)
    if (found === null) break
    const isMuchCloser = spanOf(found) < spanOf(asked) / 3
    bounds = asked = found
    if (!isMuchCloser || answer.clusters.every(({ count }) => count === 1)) break
  }
  return { bounds, total: answer!.total, placed: answer!.placed }
}

// Along its longer side as many as there may be, so that a fleet along a meridian is told whole.
function cellsIn(bounds: Bounds): number {
  const longer = Math.max(spanOf(bounds), bounds.north - bounds.south)
  return Math.max(1, Math.round((CELLS * spanOf(bounds)) / longer))
}

function spanOf({ west, east }: Bounds): number {
  return east >= west ? east - west : east - west + 360
}
