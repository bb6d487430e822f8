import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

export type Reject = Schemas['Reject']

export function useRejects(reason: string | undefined) {
  return useLakeQuery<Schemas['RejectsPage']>('/v1/rejects', { reason, raw: 'true', limit: 50 }, { looksBack: true })
}
