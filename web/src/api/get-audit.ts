import type { Schemas } from '../lib/schemas'
import { useLakePages } from '../lib/use-lake-pages'

export const ACTS = [
  'set_up',
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'session_ended',
  'password_changed',
  'two_factor_on',
  'two_factor_off',
  'user_made',
  'user_changed',
  'user_removed',
  'key_made',
  'key_revoked',
  'schema_added',
  'redriven',
  'feedback_given',
] as const satisfies Schemas['AuditEntry']['act'][]
export type Act = (typeof ACTS)[number]
/** One line of the audit trail. A newer server may write acts that this page does not know. */
export type AuditEntry = Omit<Schemas['AuditEntry'], 'act'> & { act: Act | (string & {}) }
export interface AuditPage {
  entries: AuditEntry[]
  next: number | null
}
const EVERY_MS = 15_000

/** All of it, or all of one act, the newest first, page by page. */
export function useAuditPages(limit: number, act: Act | undefined) {
  const options = { every: EVERY_MS, cursorName: 'before', keepsItsTime: true }
  return useLakePages<AuditPage>('/v1/audit', { limit, act }, options)
}
