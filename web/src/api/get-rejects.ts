import { useLakeQuery } from '../lib/use-lake-query'

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
  return useLakeQuery<RejectsPage>('/v1/rejects', { reason, raw: 'true', limit: 50 }, { looksBack: true })
}
