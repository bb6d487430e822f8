import { sqlWhole } from '../lib/sql-quote'
import { type Cell, useSql } from './post-query'

export interface LateDay {
  day: string
  readings: number
  late: number
}

/** How many readings were late, by the day (of UTC) that they were measured, the newest first. */
export function useLateness(hours: number) {
  return useSql(sqlOf(hours), read)
}

function sqlOf(hours: number): string {
  return `SELECT strftime(make_timestamp(epoch_ms(hour) // 86400000 * 86400000000), '%Y-%m-%d') AS day,
  sum(n)::BIGINT AS readings, sum(late)::BIGINT AS late
FROM rollups_hour, (SELECT max(hour) AS newest FROM rollups_hour)
WHERE hour >= newest - to_hours(${sqlWhole(hours)})
GROUP BY 1 ORDER BY 1 DESC LIMIT 100`
}

function read(rows: Cell[][]): LateDay[] {
  return rows.map(([day, readings, late]) => {
    return { day: day as string, readings: readings as number, late: late as number }
  })
}
