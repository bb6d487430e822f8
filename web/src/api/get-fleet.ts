import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

export type FleetGroup = Schemas['FleetGroup']

/** How many devices of each kind, by an attribute of theirs. */
export function useFleet(by: string) {
  return useLakeQuery<Schemas['Fleet']>('/v1/fleet', { by }, { every: 15_000, keepsOld: true })
}
