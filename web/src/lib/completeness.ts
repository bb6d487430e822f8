// How much came of what a device usually sends, by hour or by day. Times are hours since 1970.
export const LEVELS = {
  full: '98 % and more',
  most: '90 to 98 %',
  some: '50 to 90 %',
  few: 'less than 50 %',
  none: 'no reading',
  unknown: 'not known',
} as const
export type Level = keyof typeof LEVELS

export interface Span {
  since: number
  until: number
  /** Hours of a cell: 1 or 24. */
  unit: number
}
export interface DeviceCounts {
  /** Its first hour of all. */
  first: number
  /** Readings an hour, where the usual interval is known. */
  expected: number | null
  /** Readings that came, and were expected, by the number of the cell; what is not there is 0. */
  cells: number[]
  came: number[]
}
export interface Cell {
  start: number
  came: number
  expected: number | null
  level: Level
}

/** The cells of a span, each with what came; before its first reading nothing is expected. */
export function cellsOf(span: Span, { first, expected, cells, came }: DeviceCounts): Cell[] {
  const counts = new Map(cells.map((cell, place) => [cell, came[place]!]))
  const length = Math.ceil((span.until - span.since) / span.unit)
  return Array.from({ length }, (_, place) => {
    const start = span.since + place * span.unit
    const hours = Math.min(start + span.unit, span.until) - Math.max(start, first)
    const wanted = expected === null || hours <= 0 ? null : expected * hours
    const count = counts.get(place) ?? 0
    return { start, came: count, expected: wanted, level: levelOf(count, wanted) }
  })
}

/** What came of all that was expected; nothing where nothing is known. */
export function shareOf(cells: readonly Cell[]): number | null {
  const known = cells.filter(({ expected }) => expected !== null)
  const expected = known.reduce((sum, cell) => sum + cell.expected!, 0)
  const came = known.reduce((sum, cell) => sum + Math.min(cell.came, cell.expected!), 0)
  return expected === 0 ? null : came / expected
}

export function levelOf(came: number, expected: number | null): Level {
  if (expected === null) return 'unknown'
  if (came === 0) return 'none'
  const share = came / expected
  if (share < 0.5) return 'few'
  if (share < 0.9) return 'some'
  return share < 0.98 ? 'most' : 'full'
}

// A formatter serves all cells: to make one takes longer than to use it a hundred times.
const DAY = { day: '2-digit', month: 'short' } as const
const DAYS_OF_UTC = new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone: 'UTC' })
const DAYS = new Intl.DateTimeFormat('en-GB', DAY)
const MINUTES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Days are those of UTC, as the cells are; hours those of who looks. */
export function hourText(hour: number, unit: number): string {
  const time = new Date(hour * 3_600_000)
  return unit >= 24 ? DAYS_OF_UTC.format(time) : `${DAYS.format(time)} ${MINUTES.format(time)}`
}
