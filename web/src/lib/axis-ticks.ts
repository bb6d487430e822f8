const DAY = 86_400

/** Labels of one line, by 24 hours; the day stands at midnight and where spans are long. */
export function timeTicks(_: unknown, splits: number[], _axis: number, _space: number, step: number) {
  return splits.map((seconds) => {
    const time = new Date(seconds * 1000)
    const isMidnight = time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0
    if (step >= DAY * 28) return time.toLocaleDateString('en-GB', { month: 'short', year: '2-digit' })
    if (step >= DAY || isMidnight)
      return time.toLocaleDateString('en-GB', { day: '2-digit', month: 'short' })
    const parts = step < 60 ? {} : ({ hour: '2-digit', minute: '2-digit' } as const)
    return time.toLocaleTimeString('en-GB', parts)
  })
}

/** As many digits as it takes to tell one label from the next. */
export function valueTicks(_: unknown, splits: number[], _axis: number, _space: number, step: number) {
  const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
  return splits.map((value) => value.toLocaleString('en', { maximumFractionDigits: digits + 1 }))
}
