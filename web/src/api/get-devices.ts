import type { Schemas } from '../lib/schemas'
import { useLakePages } from '../lib/use-lake-pages'
import { useLakeQuery } from '../lib/use-lake-query'

export type DeviceState = Schemas['DeviceState']
export const DEVICE_STATES = ['connected', 'silent', 'faulty'] as const satisfies DeviceState[]
export type NewestValue = Schemas['NewestValue']
export type Device = Schemas['Device']
export type DevicesPage = Schemas['DevicesPage']
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
