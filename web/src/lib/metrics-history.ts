// The last minutes of what /metrics said: each look's few values that are drawn, and now and then
// a whole look, to compare the newest with.
import type { Metrics } from './prometheus-text'

export interface Look {
  time: number // in milliseconds
  metrics: Metrics
}
export type Values = Record<string, number | undefined>
export interface Point {
  time: number
  values: Values
}
export interface MetricsHistory {
  newest: Look
  bases: Look[] // the oldest first
  points: Point[]
}

export const POINTS_KEPT = 150
const BASES_KEPT = 10
const BASE_EVERY_MS = 30_000
const AWAY_MS = 15_000 // who has not looked for so long begins anew
const AVERAGED = 5

/** `before` with one look more; `watch` takes from it what is drawn. */
export function extended(
  before: MetricsHistory | undefined,
  newest: Look,
  watch: (metrics: Metrics) => Values,
): MetricsHistory {
  const point = { time: newest.time, values: watch(newest.metrics) }
  if (!before || newest.time - before.newest.time > AWAY_MS)
    return { newest, bases: [newest], points: [point] }
  const isBase = newest.time - before.bases.at(-1)!.time >= BASE_EVERY_MS
  return {
    newest,
    bases: isBase ? [...before.bases, newest].slice(-BASES_KEPT) : before.bases,
    points: [...before.points, point].slice(-POINTS_KEPT),
  }
}

/** How fast a counter grew from look to look, a second. */
export function ratesOf(points: readonly Point[], name: string): number[] {
  return points.slice(1).flatMap((point, place) => rateBetween(points[place]!, point, name) ?? [])
}

/** How fast it grows: over the last few looks, because commits come in jumps. */
export function rateOf(points: readonly Point[], name: string): number | undefined {
  const last = points.slice(-AVERAGED - 1)
  return last.length < 2 ? undefined : rateBetween(last[0]!, last.at(-1)!, name)
}

export function levelsOf(points: readonly Point[], name: string): number[] {
  return points.flatMap(({ values }) => values[name] ?? [])
}

// A counter that is less than it was began anew at zero.
function rateBetween(from: Point, to: Point, name: string): number | undefined {
  const [old, now] = [from.values[name], to.values[name]]
  if (old === undefined || now === undefined || to.time <= from.time) return undefined
  return (now < old ? now : now - old) / ((to.time - from.time) / 1000)
}
