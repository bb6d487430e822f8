const DAY = 86_400
const formatter = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
const MONTHS = formatter({ month: 'short', year: '2-digit' })
const DAYS = formatter({ day: '2-digit', month: 'short' })
const MINUTES = formatter({ hour: '2-digit', minute: '2-digit' })
const SECONDS = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Labels of one line, by 24 hours; the day stands at midnight and where spans are long. */
export function timeTicks(_: unknown, splits: number[], _axis: number, _space: number, step: number) {
  return splits.map((seconds) => {
    const time = new Date(seconds * 1000)
    const isMidnight = time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0
    if (step >= DAY * 28) return MONTHS.format(time)
    if (step >= DAY || isMidnight) return DAYS.format(time)
    return (step < 60 ? SECONDS : MINUTES).format(time)
  })
}

/** As many digits as it takes to tell one label from the next. */
export function valueTicks(_: unknown, splits: number[], _axis: number, _space: number, step: number) {
  const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
  const { format } = new Intl.NumberFormat('en', { maximumFractionDigits: digits + 1 })
  return splits.map(format)
}
