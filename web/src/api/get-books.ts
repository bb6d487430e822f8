import { useLakeQuery } from '../lib/use-lake-query'

export const ENDS = ['stored', 'duplicate', 'conflict', 'rejected', 'erased', 'expired'] as const
export type End = (typeof ENDS)[number]
export type Counts = Record<End | 'received' | 'in_flight' | 'late', number> & { balanced: boolean }
export type Books = Counts & { commit: number; digest: string }
export type LogRow = Counts & { log: number; name: string | null; to: number }
export interface ReasonRow {
  disposition: string
  reason: string | null
  records: number
  meaning: string | null
}

function useBooksOf<T>(by: string | undefined) {
  return useLakeQuery<T>('/v1/books', { by }, { every: 15_000, looksBack: true })
}

export const useBooks = () => useBooksOf<Books>(undefined)
export const useBooksByLog = () => useBooksOf<{ commit: number; rows: LogRow[] }>('log')
export const useBooksByReason = () => useBooksOf<{ commit: number; rows: ReasonRow[] }>('reason')
