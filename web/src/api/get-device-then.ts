import { sqlName, sqlText } from '../lib/sql-quote'
import type { Device, NewestValue } from './get-devices'
import { type Cell, useSql } from './post-query'

/** What the readings of a commit tell of a device: null where there were none. */
export type DeviceThen = Pick<Device, 'oldest_time' | 'newest_time' | 'received' | 'signals' | 'attributes'> | null

/** A device as it was with the commit that is looked back to; nothing is asked while `isPast` is not so. */
export function useDeviceThen(id: string, device: Device, isPast: boolean) {
  const names = [...Object.keys(device.signals), ...Object.keys(device.attributes)]
  return useSql(isPast ? sqlOf(id, names) : null, ([row]) => thenOf(device, row ?? []))
}

function sqlOf(id: string, names: string[]): string {
  const newest = names.flatMap((name) => {
    const [column, there] = [sqlName(name), `FILTER (WHERE ${sqlName(name)} IS NOT NULL)`]
    return [`arg_max(${column}, event_time) ${there}`, `max(event_time) ${there}`]
  })
  const columns = ['min(event_time)', 'max(event_time)', 'max(ingest_time)', ...newest]
  return `SELECT ${columns.join(',\n  ')}\nFROM device_metrics WHERE device_id = ${sqlText(id)}`
}

function thenOf(device: Device, [oldest, newest, received, ...values]: Cell[]): DeviceThen {
  if (typeof newest !== 'string') return null
  const signals = Object.keys(device.signals)
  const take = (names: string[], units: Record<string, NewestValue>, from: number) =>
    names.flatMap((name, place) => {
      const [value, time] = values.slice(from + 2 * place)
      return value === null || value === undefined ? [] : [[name, { ...units[name], value, time } as NewestValue]]
    })
  return {
    oldest_time: oldest as string,
    newest_time: newest,
    received: received as string,
    signals: Object.fromEntries(take(signals, device.signals, 0)),
    attributes: Object.fromEntries(take(Object.keys(device.attributes), device.attributes, 2 * signals.length)),
  }
}
