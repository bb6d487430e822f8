import type { Schemas } from '../lib/schemas'
import { useLakePages } from '../lib/use-lake-pages'
import { useLakeQuery } from '../lib/use-lake-query'

export type AnomalyKind = Schemas['AnomalyKind']
export const ANOMALY_KINDS = ['unusual', 'stuck', 'range', 'gap'] as const satisfies AnomalyKind[]
export type AnomalyState = Schemas['AnomalyStatus']
export const ANOMALY_STATES = ['open', 'acknowledged', 'confirmed', 'rejected'] as const satisfies AnomalyState[]
export type FeedbackKind = Schemas['FeedbackKind']
/** What somebody said of an anomaly. */
export type Feedback = Schemas['Feedback']
export type Anomaly = Schemas['Anomaly']
export type AnomaliesPage = Schemas['AnomaliesPage']
export interface AnomaliesFilter {
  id?: string | undefined
  device?: string | undefined
  signal?: string | undefined
  kind?: AnomalyKind | undefined
  score_min?: number | undefined
  status?: AnomalyState | undefined
  /** ISO 8601; `until` is not within. */
  since?: string | undefined
  until?: string | undefined
  limit?: number
}
const PATH = '/v1/anomalies'
const EVERY_MS = 10_000

export function useAnomalies(filter: AnomaliesFilter = {}, enabled = true) {
  const options = { every: EVERY_MS, keepsOld: true, looksBack: true, enabled }
  return useLakeQuery<AnomaliesPage>(PATH, { limit: 100, ...filter }, options)
}

/** All of them, page by page. */
export function useAnomalyPages(filter: AnomaliesFilter) {
  return useLakePages<AnomaliesPage>(PATH, { ...filter }, { every: EVERY_MS, looksBack: true })
}
