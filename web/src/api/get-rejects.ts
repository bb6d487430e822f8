import type { Schemas } from '../lib/schemas'
import { useLakePages } from '../lib/use-lake-pages'

export type Reject = Schemas['Reject']
const PAGE = 50
const EVERY_MS = 15_000

/** With their bytes, the newest first, page by page. */
export function useRejectPages(reason: string | undefined) {
  const options = { every: EVERY_MS, looksBack: true }
  return useLakePages<Schemas['RejectsPage']>('/v1/rejects', { reason, raw: 'true', limit: PAGE }, options)
}
