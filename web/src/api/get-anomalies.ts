import { useLakePages } from '../lib/use-lake-pages'
import { useLakeQuery } from '../lib/use-lake-query'

export const ANOMALY_KINDS = ['unusual', 'stuck', 'range', 'gap'] as const
export type AnomalyKind = (typeof ANOMALY_KINDS)[number]
export const ANOMALY_STATES = ['open', 'acknowledged', 'confirmed', 'rejected'] as const
export type AnomalyState = (typeof ANOMALY_STATES)[number]
export type FeedbackKind =
  | 'acknowledged'
  | 'confirmed'
  | 'rejected'
  | 'reopened'
  | 'commented'
  | 'assigned'
/** What somebody said of an anomaly. */
export interface Feedback {
  feedback: FeedbackKind
  by: string
  at: string | null
  text: string | null
}
export interface Anomaly {
  anomaly_id: string
  kind: AnomalyKind
  device_id: string | null
  signal?: string | null
  unit?: string | null
  start_time?: string | null
  event_time?: string | null
  score: number
  value?: number | null
  expected_low?: number | null
  expected_high?: number | null
  reason: string
  contributions: { channel: string; share: number }[]
  receipt: string | null
  commit: number
  simulated?: boolean
  status: AnomalyState
  feedback: Feedback[]
}
export interface AnomaliesPage {
  commit: number
  anomalies: Anomaly[]
  next?: string
}
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
