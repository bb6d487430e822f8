// How a result is drawn, or why it is not.
import type { Cell, QueryRows } from '../../api/post-query'
import { type Lines, numberOf, secondsOf, type Values } from '../../components/charts/rows'
import { count } from '../../lib/format'
import { kindOf } from './column-kinds'

export const LINES_MAX = 12 // six colours, each whole and dashed
export const BARS_MAX = 50

export type Drawable =
  | { shape: 'lines'; across: string; isTime: boolean; data: Lines; left: string | null }
  | { shape: 'bars'; by: string; names: string[]; columns: { name: string; values: (number | null)[] }[]; left: string | null }
  | { shape: 'none'; why: string }

export function drawableOf(result: QueryRows): Drawable {
  const first = result.columns[0]
  if (!first || result.rows.length === 0) return none('It has no rows.')
  const numbers = placesOf(result, 'number').filter((place) => place > 0)
  if (numbers.length === 0)
    return none('It has no column of numbers after the first. Select one, such as count(*) or avg(temperature).')
  const kind = kindOf(first.type)
  if (kind === 'text') return barsOf(result, numbers)
  if (kind === 'other') return none(`Its first column, ${first.name}, is neither a time, a number nor a text.`)
  return linesOf(result, numbers, kind === 'time')
}

function none(why: string): Drawable {
  return { shape: 'none', why }
}

function placesOf({ columns }: QueryRows, kind: string): number[] {
  return [...columns.keys()].filter((place) => kindOf(columns[place]!.type) === kind)
}

function barsOf({ columns, rows }: QueryRows, numbers: number[]): Drawable {
  const shown = rows.slice(0, BARS_MAX)
  const left = rows.length - shown.length
  return {
    shape: 'bars',
    by: columns[0]!.name,
    names: shown.map((row) => String(row[0])),
    columns: numbers.map((place) => ({
      name: columns[place]!.name,
      values: shown.map((row) => numberOf(row[place])),
    })),
    left: left > 0 ? `${count(left)} more rows are not drawn: ORDER BY decides which ${BARS_MAX} are` : null,
  }
}

/** A line for each column of numbers; where a text says whose a row is, one for each of those. */
function linesOf(result: QueryRows, numbers: number[], isTime: boolean): Drawable {
  const { columns, rows } = result
  const across = columns[0]!.name
  const toX = isTime ? secondsOf : (cell: Cell | undefined) => numberOf(cell)!
  const there = rows.filter(([cell]) => cell !== null)
  const [by] = placesOf(result, 'text')
  const groups = groupsOf(there, by, toX)
  if (groups.some(({ at, rows }) => at.size < rows))
    return none(`Several rows have the same ${across}${by === undefined ? '' : ` and ${columns[by]!.name}`}: group by it.`)
  const x = [...new Set(groups.flatMap(({ at }) => [...at.keys()]))].sort((a, b) => a - b)
  const lines = groups.flatMap(({ name, at }) =>
    numbers.map((place) => ({
      name: nameOf(name, columns[place]!.name, numbers.length),
      mean: x.map((value) => (at.has(value) ? numberOf(at.get(value)![place]) : undefined)) as Values,
    })),
  )
  const data = { x, lines: lines.slice(0, LINES_MAX) }
  const left = [
    lines.length > LINES_MAX && `${count(lines.length - LINES_MAX)} more lines are not drawn`,
    there.length < rows.length && `rows without ${across}: ${count(rows.length - there.length)}`,
  ]
  return { shape: 'lines', across, isTime, data, left: left.filter(Boolean).join('; ') || null }
}

function groupsOf(rows: Cell[][], by: number | undefined, toX: (cell: Cell | undefined) => number) {
  const groups = new Map<string, { name: string | null; at: Map<number, Cell[]>; rows: number }>()
  for (const row of rows) {
    const name = by === undefined ? null : String(row[by])
    const group = groups.get(String(name)) ?? { name, at: new Map(), rows: 0 }
    groups.set(String(name), group)
    group.at.set(toX(row[0]), row)
    group.rows += 1
  }
  return [...groups.values()]
}

function nameOf(group: string | null, column: string, numbers: number): string {
  if (group === null) return column
  return numbers === 1 ? group : `${group}, ${column}`
}
