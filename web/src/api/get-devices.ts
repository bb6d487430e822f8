import { useLakePages } from '../lib/use-lake-pages'
import { useLakeQuery } from '../lib/use-lake-query'

export const DEVICE_STATES = ['connected', 'silent', 'faulty'] as const
export type DeviceState = (typeof DEVICE_STATES)[number]
export interface NewestValue {
  value: number | boolean | string | null
  unit?: string
  time: string | null
}
export interface Device {
  device_id: string | null
  state: DeviceState
  newest_time: string | null
  oldest_time?: string | null
  received: string | null
  interval_s?: number | null
  anomaly_time?: string | null
  anomaly_score?: number | null
  signals: Record<string, NewestValue>
  attributes: Record<string, NewestValue>
}
export interface DevicesPage {
  commit: number
  total: number
  states?: Record<DeviceState, number>
  devices: Device[]
  next?: string
}
export interface DevicesFilter {
  search?: string | undefined
  state?: DeviceState | undefined
  /** A text that must be as `value` says. */
  attribute?: string | undefined
  value?: string | undefined
  limit?: number
}

const PATH = '/v1/devices'
const EVERY_MS = 15_000

export function useDevices(filter: DevicesFilter = {}, enabled = true) {
  const options = { every: EVERY_MS, keepsOld: true, enabled }
  return useLakeQuery<DevicesPage>(PATH, { limit: 1000, ...filter }, options)
}

/** All of them, page by page. */
export function useDevicePages(filter: DevicesFilter) {
  return useLakePages<DevicesPage>(PATH, { ...filter }, { every: EVERY_MS })
}
