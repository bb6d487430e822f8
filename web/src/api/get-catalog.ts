import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

export type Table = Schemas['Table']

export function useCatalog() {
  return useLakeQuery<Schemas['Catalog']>('/v1/catalog')
}
