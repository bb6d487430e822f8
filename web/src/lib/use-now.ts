import { useSyncExternalStore } from 'react'

const EVERY_MS = 1_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval>
let now = 0

/** What `read` makes of the time (milliseconds since 1970), which is looked at each second: who uses
 * it is drawn anew only when that is another. */
export function useNow<T extends string | number>(read: (now: number) => T): T {
  return useSyncExternalStore(listen, () => read(current()))
}

function listen(tell: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, EVERY_MS)
  listeners.add(tell)
  return () => {
    listeners.delete(tell)
    if (listeners.size === 0) clearInterval(timer)
  }
}

function tick(): void {
  now = Date.now()
  for (const tell of [...listeners]) tell()
}

// The same between two ticks, as React asks for it; nobody ticks while nobody listens.
function current(): number {
  if (listeners.size === 0 && Math.abs(Date.now() - now) >= EVERY_MS) now = Date.now()
  return now
}
