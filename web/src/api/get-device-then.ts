import { sqlName, sqlText } from '../lib/sql-quote'
import type { Device, NewestValue } from './get-devices'
import { type Cell, useSql } from './post-query'

type Values = Record<string, NewestValue>
/** The times of a device's readings with a commit: null where there were none. */
export type TimesThen = Pick<Device, 'oldest_time' | 'newest_time'> | null
export type NewestThen = Pick<Device, 'received' | 'signals' | 'attributes'>

/** When a device had reported with the commit that is looked back to. Its sums tell: they are there
 * when readings have had their time. Nothing is asked while `isPast` is not so. */
export function useTimesThen(id: string, isPast: boolean) {
  const sql = `SELECT min(first_time), max(last_time) FROM rollups_hour WHERE device_id = ${sqlText(id)}`
  return useSql(isPast ? sql : null, ([row]) => timesOf(row ?? []))
}

/** What it had reported last by then, which its readings alone tell. */
export function useNewestThen(id: string, device: Device, isPast: boolean) {
  const names = [...Object.keys(device.signals), ...Object.keys(device.attributes)]
  return useSql(isPast ? sqlOf(id, names) : null, ([row]) => newestOf(device, row ?? []))
}

function timesOf([oldest, newest]: Cell[]): TimesThen {
  return typeof newest === 'string' ? { oldest_time: oldest as string, newest_time: newest } : null
}

function sqlOf(id: string, names: string[]): string {
  const newest = names.flatMap((name) => {
    const [column, there] = [sqlName(name), `FILTER (WHERE ${sqlName(name)} IS NOT NULL)`]
    return [`arg_max(${column}, event_time) ${there}`, `max(event_time) ${there}`]
  })
  const columns = ['max(ingest_time)', ...newest]
  return `SELECT ${columns.join(',\n  ')}\nFROM device_metrics WHERE device_id = ${sqlText(id)}`
}

function newestOf(device: Device, [received = null, ...values]: Cell[]): NewestThen {
  const signals = Object.keys(device.signals)
  const take = (names: string[], units: Values, from: number): Values =>
    Object.fromEntries(
      names.flatMap((name, place) => {
        const [value, time] = values.slice(from + 2 * place)
        return value === null || value === undefined ? [] : [[name, { ...units[name], value, time } as NewestValue]]
      }),
    )
  return {
    received: received as string,
    signals: take(signals, device.signals, 0),
    attributes: take(Object.keys(device.attributes), device.attributes, 2 * signals.length),
  }
}
