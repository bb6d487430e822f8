import { useLakeQuery } from '../lib/use-lake-query'

export interface Table {
  name: string
  what: string
  rows: number | null
  columns: { name: string; type: string; unit?: string }[]
}

export function useCatalog() {
  return useLakeQuery<{ commit: number; tables: Table[] }>('/v1/catalog')
}
