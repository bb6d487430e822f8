import { useLakeQuery } from '../lib/use-lake-query'
import type { DeviceState } from './get-devices'

export type FleetGroup = Record<DeviceState, number> & { value: string | null; count: number }
export interface Fleet {
  commit: number
  total: number
  groups_total: number
  groups: FleetGroup[]
}

/** How many devices of each kind, by an attribute of theirs. */
export function useFleet(by: string) {
  return useLakeQuery<Fleet>('/v1/fleet', { by }, { every: 15_000, keepsOld: true })
}
