// The time that is looked at around something unusual.
export interface Moments {
  start_time?: string | null
  event_time?: string | null
}
export interface Around {
  /** ISO 8601. */
  from: string
  to: string
  /** When it began and was found, in milliseconds since 1970. */
  start: number
  end: number
}
const READINGS_BEFORE = 60
const READINGS_AFTER = 25
const INTERVAL_S = 60 // where the usual one is not known

/** As many readings before and after as tell what is usual; nothing where its time is not known. */
export function around(moments: Moments, interval_s: number | null | undefined): Around | null {
  const text = moments.event_time ?? moments.start_time
  if (!text) return null
  const end = Date.parse(text)
  const start = Math.min(end, Date.parse(moments.start_time ?? text))
  const usual = (interval_s || INTERVAL_S) * 1000
  const from = start - Math.max(READINGS_BEFORE * usual, end - start)
  const to = end + Math.max(READINGS_AFTER * usual, (end - start) / 2)
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), start, end }
}
