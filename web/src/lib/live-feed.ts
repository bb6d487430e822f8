import { ask } from './api-client'
import { readEvents, type ServerEvent } from './event-stream'
import type { Schemas } from './schemas'

export type Fleet = Schemas['LiveFleet']
export type LiveState = 'connecting' | 'live' | 'lost'
export interface LiveView {
  state: LiveState
  fleet: Fleet | null
  rates: readonly number[] // records a second, a value a second, the newest last
}

const RATES_KEPT = 120
const SILENCE_MS = 15_000 // a stream that lives says so every ten seconds
const RETRY_MS = 2_000
const START: LiveView = { state: 'connecting', fleet: null, rates: [] }

/** One stream for the whole page; goes on where it was when the connection breaks. */
export class LiveFeed {
  private view = START
  private readonly listeners = new Set<() => void>()
  private readonly stop = new AbortController()
  private cursor = ''

  constructor(
    private readonly lake: string | undefined,
    private readonly onCommit: () => void,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  readonly snapshot = (): LiveView => this.view

  async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await this.follow().catch(() => undefined)
      if (this.stop.signal.aborted) return
      this.show({ state: 'lost' })
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  end(): void {
    this.stop.abort()
  }

  private async follow(): Promise<void> {
    const broken = new AbortController()
    const signal = AbortSignal.any([this.stop.signal, broken.signal])
    let watch = 0
    const heard = () => {
      clearTimeout(watch)
      watch = window.setTimeout(() => broken.abort(), SILENCE_MS)
    }
    heard()
    try {
      const fields: Record<string, string> = {}
      if (this.cursor !== '') fields['last-event-id'] = this.cursor
      const parameters = { topics: 'fleet,books' }
      const response = await ask('/v1/live', { lake: this.lake, parameters, signal, fields })
      await readEvents(response, (event) => {
        heard()
        this.take(event)
      })
    } finally {
      clearTimeout(watch)
    }
  }

  private take(event: ServerEvent): void {
    if (event.id) this.cursor = event.id
    if (event.event === 'committed') this.onCommit()
    if (event.event !== 'fleet') return this.show({ state: 'live' })
    const fleet = JSON.parse(event.data) as Fleet
    const rate = fleet.records_per_second
    const rates = rate === undefined ? this.view.rates : [...this.view.rates, rate]
    this.show({ state: 'live', fleet, rates: rates.slice(-RATES_KEPT) })
  }

  private show(change: Partial<LiveView>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }
}
