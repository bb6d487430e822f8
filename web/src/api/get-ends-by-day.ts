import { sqlWhole } from '../lib/sql-quote'
import { type End, ENDS } from './get-books'
import { type Cell, useSql } from './post-query'

/** How many records of a day came to each end. */
export interface EndsOfDay {
  day: string
  counts: Record<End, number>
}

const DAYS = 90 // up to the newest

/** By the day (of UTC) that they were received, the newest first; of one log when it is named. */
export function useEndsByDay(log?: number) {
  return useSql(sqlOf(log), read)
}

function sqlOf(log: number | undefined): string {
  const ofLog = log === undefined ? '' : ` WHERE log = ${sqlWhole(log)}`
  return `WITH chosen AS (SELECT * FROM books${ofLog}),
newest AS (SELECT max(day) AS day FROM chosen)
SELECT strftime(b.day, '%Y-%m-%d') AS day, b.disposition, sum(b.records)::BIGINT AS records
FROM chosen AS b, newest WHERE b.day > newest.day - ${sqlWhole(DAYS)}
GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT 1000`
}

function read(rows: Cell[][]): EndsOfDay[] {
  const days = new Map<string, EndsOfDay>()
  for (const [day, end, records] of rows as [string, End, number][]) {
    if (!days.has(day)) days.set(day, { day, counts: noCounts() })
    if (ENDS.includes(end)) days.get(day)!.counts[end] += records
  }
  return [...days.values()]
}

export function noCounts(): Record<End, number> {
  return { stored: 0, duplicate: 0, conflict: 0, rejected: 0, erased: 0, expired: 0 }
}

/** What of some ends came together. */
export const sumOf = (counts: Record<End, number>, ends: readonly End[]) =>
  ends.reduce((sum, end) => sum + counts[end], 0)
