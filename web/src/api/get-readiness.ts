import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'

export type Readiness = Schemas['Readiness']

// A server that is not ready says so with 503, and why in the same form.
export function useReadiness() {
  return useQuery({
    queryKey: ['readiness'],
    queryFn: ({ signal }) => askJson<Readiness>('/readyz', { signal, takes: 503 }),
    refetchInterval: 5_000,
  })
}
