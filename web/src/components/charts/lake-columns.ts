import type { Table } from '../../api/get-catalog'
import { BY_DEVICE, SIGNALS_MAX } from './choice'

export interface Signal {
  name: string
  unit: string | undefined
}
export interface LakeColumns {
  signals: Signal[]
  attributes: string[]
}
const GROUPED = /VARCHAR|BOOLEAN|INT/

/** Signals are what the hours have sums of; attributes are what devices are told apart by. */
export function columnsOf(tables: Table[]): LakeColumns {
  const columns = (name: string) => tables.find((table) => table.name === name)?.columns ?? []
  const readings = columns('device_metrics')
  const sums = new Set(columns('rollups_hour').map((column) => column.name))
  const signals = readings
    .filter(({ name }) => sums.has(`${name}_n`) && sums.has(`${name}_sum`))
    .map(({ name, unit }) => ({ name, unit }))
  const isRead = new Set(readings.map((column) => column.name))
  const attributes = columns('dim_devices')
    .filter(({ name, type }) => isRead.has(name) && name !== 'device_id' && GROUPED.test(type))
    .map((column) => column.name)
  return { signals, attributes }
}

/** In the order in which they were chosen; the lake's first where none is. */
export function chosenSignals({ signals }: LakeColumns, names: string[] = []): Signal[] {
  const chosen = names.flatMap((name) => signals.filter((signal) => signal.name === name))
  return chosen.length > 0 ? chosen.slice(0, SIGNALS_MAX) : signals.slice(0, 1)
}

/** What groups are made by; nothing where the lake has no such attribute. */
export function chosenGroups({ attributes }: LakeColumns, by: string | undefined): string | undefined {
  return [BY_DEVICE, ...attributes].find((name) => name === by)
}
