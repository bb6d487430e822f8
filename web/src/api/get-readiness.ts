import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import type { LakeProblem } from './get-status'

export interface LakeReadiness {
  ingest?: boolean
  query?: boolean
  problems?: LakeProblem[]
}
export interface Readiness {
  ready: boolean
  lakes: Record<string, LakeReadiness>
}

// A server that is not ready says so with 503, and why in the same form.
export function useReadiness() {
  return useQuery({
    queryKey: ['readiness'],
    queryFn: ({ signal }) => askJson<Readiness>('/readyz', { signal, takes: 503 }),
    refetchInterval: 5_000,
  })
}
