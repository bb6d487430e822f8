import { type QueryRows, useQueryRows } from '../../api/post-query'
import { type ExploreSearch, type Extent, type TimeWindow, windowOf } from './choice'
import { EXTENT_SQL } from './questions'

export interface Ground {
  /** Nothing where the lake has no readings. */
  window: TimeWindow | null
  /** How often a device usually reports, in seconds; 0 where nobody knows. */
  interval_s: number
}

/** Asks what time the lake's readings are of; `groundOf` makes of the answer what a choice means. */
export function useExtent(turn: number) {
  return useQueryRows(EXTENT_SQL, turn)
}

export function groundOf(search: ExploreSearch, answer: QueryRows): Ground {
  return { window: windowOf(search, extentOf(answer)), interval_s: Number(answer.rows[0]?.[2] ?? 0) }
}

function extentOf({ rows }: QueryRows): Extent {
  const [first, last] = rows[0] ?? []
  if (!first || !last) return null
  return { from_ms: Date.parse(String(first)), to_ms: Date.parse(String(last)) }
}
