import { useLakeQuery } from '../lib/use-lake-query'

export interface RecordFate {
  receipt: string
  disposition: string
  commit: number
  log: number
  log_name?: string | null
  device_id?: string | null
  event_time?: string | null
  reason?: string | null
  field?: string | null
  value?: string | null
  first_receipt?: string | null
  late?: boolean
  is_anomaly?: boolean
  score?: number
  files: string[]
  bytes?: string
  bytes_base64?: string
}

export const RECEIPT = /^[0-9]{1,9}:[0-9]{1,18}:[0-9]{1,9}$/

export function useReceipt(receipt: string | undefined) {
  return useLakeQuery<RecordFate>(`/v1/receipts/${receipt}`, {}, { enabled: receipt !== undefined })
}
