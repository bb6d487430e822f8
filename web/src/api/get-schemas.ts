import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

/** The lake's schemas, all versions. */
export function useSchemas() {
  return useLakeQuery<Schemas['SchemaList']>('/v1/schemas')
}
