import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

export type RecordFate = Schemas['Record']

export const RECEIPT = /^[0-9]{1,9}:[0-9]{1,18}:[0-9]{1,9}$/

export function useReceipt(receipt: string | undefined) {
  return useLakeQuery<RecordFate>(`/v1/receipts/${receipt}`, {}, { enabled: receipt !== undefined })
}
