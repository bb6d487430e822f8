import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'

export interface Reject {
  receipt: string
  reason: string
  commit: number
  device_id?: string | null
  ingest_time?: string | null
  field?: string | null
  value?: string | null
  bytes?: string
  bytes_base64?: string
}
export interface RejectsPage {
  commit: number
  rejects: Reject[]
  next?: string
}

export function useRejects(reason: string | undefined) {
  const lake = useLake()
  const parameters = { reason, raw: 'true', limit: 50 }
  return useQuery({
    queryKey: ['rejects', lake, parameters],
    queryFn: ({ signal }) => askJson<RejectsPage>('/v1/rejects', { lake, parameters, signal }),
  })
}
