// Quantiles of what was counted in buckets, as far as buckets tell.
import { type Labels, matching, type Metrics } from './prometheus-text'

/** How many were at most `bound`; the last bound is infinite. */
export interface Bucket {
  bound: number
  count: number
}
/** `isBeyond`: it is larger than the largest bound, which `value` is. */
export interface Quantile {
  value: number
  isBeyond: boolean
}

/** The buckets of a histogram, over all of its series that have such labels. */
export function bucketsOf(metrics: Metrics, name: string, where: Labels = {}): Bucket[] {
  const counts = new Map<number, number>()
  for (const { labels, value } of matching(metrics.get(`${name}_bucket`) ?? [], where)) {
    const bound = labels.le === '+Inf' ? Infinity : Number(labels.le)
    counts.set(bound, (counts.get(bound) ?? 0) + value)
  }
  const buckets = [...counts].map(([bound, count]) => ({ bound, count }))
  return buckets.sort((a, b) => a.bound - b.bound)
}

/** What was counted after `before`; all of it where the counting began anew. */
export function countedSince(buckets: Bucket[], before: Bucket[]): Bucket[] {
  if (countOf(buckets) < countOf(before)) return buckets
  const old = new Map(before.map(({ bound, count }) => [bound, count]))
  return buckets.map(({ bound, count }) => ({ bound, count: count - (old.get(bound) ?? 0) }))
}

export function countOf(buckets: Bucket[]): number {
  return buckets.at(-1)?.count ?? 0
}

/** Within a bucket values are taken to lie evenly; nothing where nothing was counted. */
export function quantileOf(buckets: Bucket[], share: number): Quantile | undefined {
  const wanted = countOf(buckets) * share
  if (wanted <= 0) return undefined
  const place = buckets.findIndex(({ count }) => count >= wanted)
  const { bound, count } = buckets[place]!
  const low = buckets[place - 1] ?? { bound: 0, count: 0 }
  if (bound === Infinity) return { value: low.bound, isBeyond: true }
  const part = (wanted - low.count) / (count - low.count)
  return { value: low.bound + part * (bound - low.bound), isBeyond: false }
}
