import type { Schemas } from '../lib/schemas'
import { useLakeQuery } from '../lib/use-lake-query'

type Disposition = Schemas['Disposition']
export type End = Exclude<Disposition, 'in_flight'>
export const ENDS = ['stored', 'duplicate', 'conflict', 'rejected', 'erased', 'expired'] as const satisfies End[]
export type Books = Schemas['Books']
export type LogRow = Schemas['BooksOfLog']
export type ReasonRow = Schemas['BooksOfReason']

function useBooksOf<T>(by: string | undefined) {
  return useLakeQuery<T>('/v1/books', { by }, { every: 15_000, looksBack: true })
}

export const useBooks = () => useBooksOf<Books>(undefined)
export const useBooksByLog = () => useBooksOf<{ commit: number; rows: LogRow[] }>('log')
export const useBooksByReason = () => useBooksOf<{ commit: number; rows: ReasonRow[] }>('reason')
