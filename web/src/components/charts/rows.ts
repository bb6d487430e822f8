// Rows of an answer as what a picture is drawn from.
import type { Cell, QueryRows } from '../../api/post-query'

export type Row = Record<string, Cell>
export type Values = (number | null | undefined)[]
export interface Line {
  name: string
  mean: Values
  low?: Values
  high?: Values
}
export interface Lines {
  x: number[]
  lines: Line[]
}

/** The value at a place or, where only other lines have one there, the nearest beside it. */
export function valueNear(values: Values, place: number): number | null | undefined {
  for (let distance = 0; distance < values.length; distance += 1) {
    const [before, after] = [values[place - distance], values[place + distance]]
    if (before !== undefined || after !== undefined) return before ?? after
  }
  return undefined
}

/** Places of values that have no line to another. */
export function lonePlaces(values: Values): number[] {
  const there = [...values.keys()].filter((place) => values[place] !== undefined)
  const hasValue = (number: number) => there[number] !== undefined && values[there[number]] !== null
  return there.filter((_, number) => hasValue(number) && !hasValue(number - 1) && !hasValue(number + 1))
}

export function objectsOf({ columns, rows }: QueryRows): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, place) => [name, row[place]!])))
}

export function numberOf(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell)
}

export function secondsOf(cell: Cell | undefined): number {
  return Date.parse(String(cell)) / 1000
}

export function byGroup(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = String(row.group)
    const known = groups.get(name)
    if (known) known.push(row)
    else groups.set(name, [row])
  }
  return groups
}

/** How many groups there are, and how many of them the answer has. */
export function groupCounts(rows: Row[]): { shown: number; all: number } {
  const shown = new Set(rows.map((row) => row.group)).size
  return { shown, all: Math.max(shown, numberOf(rows[0]?.groups) ?? 0) }
}

/** All groups over one axis of time. Where a group has nothing for long its line has a gap (null);
 * where only others have a value it goes on (undefined). */
export function timeLines(rows: Row[], step: number): Lines {
  const groups = [...byGroup(rows)].map(([name, list]) => ({ name, ...withGaps(list, step) }))
  const x = [...new Set(groups.flatMap(({ at }) => [...at.keys()]))].sort((a, b) => a - b)
  const lines = groups.map(({ name, at, gaps }) => {
    const column = (what: string): Values =>
      x.map((time) => {
        const row = at.get(time)
        if (row) return numberOf(row[what])
        return gaps.some(([from, to]) => from < time && time < to) ? null : undefined
      })
    return { name, mean: column('mean'), low: column('low'), high: column('high') }
  })
  return { x, lines }
}

// A gap is several times as long as is usual between two values, and has a moment of its own.
function withGaps(rows: Row[], step: number) {
  const times = rows.map((row) => secondsOf(row.time))
  const distances = times.slice(1).map((time, place) => time - times[place]!)
  const usual = distances.toSorted((a, b) => a - b)[distances.length >> 1] ?? step
  const at = new Map<number, Row | null>(times.map((time, place) => [time, rows[place]!]))
  const gaps: [number, number][] = []
  for (const [place, distance] of distances.entries()) {
    if (distance <= 5 * Math.max(usual, step)) continue
    const from = times[place]!
    gaps.push([from, from + distance])
    at.set(from + step, null)
  }
  return { at, gaps }
}

/** Shares by the lower edge of their bin; a bin without values has none of them. */
export function binLines(rows: Row[], bins: number): Lines {
  const first = rows[0]
  if (!first) return { x: [], lines: [] }
  const step = numberOf(first.to_value)! - numberOf(first.from_value)!
  const low = numberOf(first.from_value)! - numberOf(first.bin)! * step
  const isOne = step === 0 // all values are the same
  const width = isOne ? 1 : step
  const x = Array.from({ length: isOne ? 2 : bins + 1 }, (_, place) => low + place * width)
  const lines = [...byGroup(rows)].map(([name, list]) => {
    const shares = new Map(list.map((row) => [numberOf(row.bin)!, numberOf(row.share)!]))
    const mean = x.map((_, bin) => (shares.get(bin) ?? 0) * 100)
    mean[mean.length - 1] = mean.at(-2)! // the last bin is as wide as the others
    return { name, mean }
  })
  return { x, lines }
}
