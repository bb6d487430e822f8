import type { AnomaliesFilter, AnomalyKind, AnomalyState } from '../../api/get-anomalies'

// How what is above the list is shown. When the address says nothing it is a picture, and on a phone
// hidden, where nothing of the list would be seen.
export const SUMMARIES = ['picture', 'table', 'hidden'] as const
export type Summary = (typeof SUMMARIES)[number]

/** What the address says about the page. */
export interface AnomaliesSearch {
  kind?: AnomalyKind
  score_min?: number
  status?: AnomalyState
  device?: string
  signal?: string
  from?: string
  to?: string
  summary?: Summary
  /** How the signal around an anomaly is shown; a picture when it says nothing. */
  charts?: 'table'
  open?: string
}
export type ChangeSearch = (some: { [K in keyof AnomaliesSearch]?: AnomaliesSearch[K] | undefined }) => void

export function filterOf({ kind, score_min, status, device, signal, from, to }: AnomaliesSearch): AnomaliesFilter {
  return { kind, score_min, status, device, signal, since: from, until: to }
}
