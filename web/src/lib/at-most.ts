/** Runs at most so many pieces of work at a time; others wait in the order in which they came, and
 * one that is given up while it waits leaves the row. */
export function atMost(most: number) {
  let running = 0
  const waiting: (() => void)[] = []

  const enter = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave)
        running += 1
        resolve()
      }
      const leave = () => {
        const place = waiting.indexOf(begin)
        if (place >= 0) waiting.splice(place, 1)
        reject(signal.reason as Error)
      }
      if (signal.aborted) return leave()
      if (running < most) return begin()
      waiting.push(begin)
      signal.addEventListener('abort', leave, { once: true })
    })

  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    await enter(signal)
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}
