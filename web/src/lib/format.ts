// Numbers and times as people read them. A missing value is a dash, never a zero.
export const MISSING = '–'
// To make a formatter takes a hundred times as long as to use it.
const DIGITS_MAX = 6
const NUMBERS = Array.from(
  { length: DIGITS_MAX + 1 },
  (_, digits) => new Intl.NumberFormat('en', { maximumFractionDigits: digits }),
)
const DAY = { day: '2-digit', month: 'short' } as const
const DAYS = new Intl.DateTimeFormat('en-GB', DAY)
const DAYS_OF_YEARS = new Intl.DateTimeFormat('en-GB', { ...DAY, year: 'numeric' })
const MINUTES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const TIMES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

export function count(value: number | undefined | null): string {
  return value === undefined || value === null ? MISSING : value.toLocaleString('en')
}

/** At most `digits` (0 to 6) after the point, fewer for large numbers. */
export function number(value: number | undefined | null, digits = 2): string {
  if (value === undefined || value === null) return MISSING
  const shown = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? Math.min(digits, 1) : digits
  return NUMBERS[shown]!.format(value)
}

/** 0 to 1, with as many digits for each, so that they stand below each other. */
export function score(value: number | undefined | null): string {
  return value === undefined || value === null ? MISSING : value.toFixed(2)
}

export function duration(seconds: number): string {
  const s = Math.max(0, seconds)
  if (s < 1) return '< 1 s'
  if (s < 60) return `${Math.floor(s)} s`
  if (s < 3600) return `${Math.floor(s / 60)} min`
  if (s < 86_400) return `${Math.floor(s / 3600)} h`
  return `${Math.floor(s / 86_400)} d`
}

/** Of what is short: three digits, in the unit that fits. */
export function latency(seconds: number | undefined): string {
  if (seconds === undefined) return MISSING
  if (seconds < 1) return `${Number((seconds * 1000).toPrecision(3))} ms`
  return seconds < 100 ? `${Number(seconds.toPrecision(3))} s` : duration(seconds)
}

/** A part of one; what is not whole is never shown as a hundred. */
export function percent(share: number | undefined | null): string {
  if (share === undefined || share === null) return MISSING
  if (share > 0 && share < 0.01) return `${Number((share * 100).toPrecision(2))} %`
  return share > 0 && share < 1 ? `${Math.min(99.9, share * 100).toFixed(1)} %` : `${share * 100} %`
}

export function ago(time: string | null | undefined, now = Date.now()): string {
  if (!time) return MISSING
  return duration((now - Date.parse(time)) / 1000)
}

export function moment(time: string | null | undefined, { hasYear = false } = {}): string {
  if (!time) return MISSING
  const shown = new Date(time)
  return `${(hasYear ? DAYS_OF_YEARS : DAYS).format(shown)} ${TIMES.format(shown)}`
}

/** The hour of a time of which no more is known than that. */
export function hourOfUse(time: string | null): string {
  if (time === null) return 'never'
  const from = new Date(time)
  const to = new Date(from.getTime() + 3_600_000)
  return `${DAYS.format(from)}, ${MINUTES.format(from)} to ${MINUTES.format(to)}`
}

export function bytes(value: number | undefined): string {
  if (value === undefined) return MISSING
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let shown = value
  let unit = 0
  while (shown >= 1024 && unit + 1 < units.length) {
    shown /= 1024
    unit += 1
  }
  return `${number(shown, unit === 0 ? 0 : 1)} ${units[unit]}`
}
