// What was counted since the start, or in the last minutes alone.
import { type Bucket, bucketsOf, countedSince } from '../../lib/histogram'
import type { MetricsHistory } from '../../lib/metrics-history'
import { type Labels, sumOf } from '../../lib/prometheus-text'

export const SINCES = ['start', 'minutes'] as const
export type Since = (typeof SINCES)[number]
export const SINCE_WORDS: Record<Since, string> = {
  start: 'since the start',
  minutes: 'the last minutes',
}

export class Counted {
  constructor(
    private readonly history: MetricsHistory,
    private readonly since: Since,
  ) {}

  get metrics() {
    return this.history.newest.metrics
  }
  count(name: string, where: Labels = {}): number | undefined {
    const whole = sumOf(this.metrics, name, where)
    const before = sumOf(this.base, name, where) ?? 0
    return whole === undefined || whole < before ? whole : whole - before
  }
  buckets(name: string, where: Labels = {}): Bucket[] {
    return countedSince(bucketsOf(this.metrics, name, where), bucketsOf(this.base, name, where))
  }
  private get base() {
    return this.since === 'start' ? new Map() : this.history.bases[0]!.metrics
  }
}
