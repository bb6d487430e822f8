import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'

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
  const lake = useLake()
  return useQuery({
    queryKey: ['receipt', lake, receipt],
    enabled: receipt !== undefined,
    queryFn: ({ signal }) => askJson<RecordFate>(`/v1/receipts/${receipt}`, { lake, signal }),
  })
}
