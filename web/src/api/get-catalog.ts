import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'

export interface Table {
  name: string
  what: string
  rows: number | null
  columns: { name: string; type: string; unit?: string }[]
}

export function useCatalog() {
  const lake = useLake()
  return useQuery({
    queryKey: ['catalog', lake],
    queryFn: ({ signal }) => askJson<{ commit: number; tables: Table[] }>('/v1/catalog', { lake, signal }),
  })
}
