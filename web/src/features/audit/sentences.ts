import { ACTS, type Act, type AuditEntry } from '../../api/get-audit'
import { isOneOf } from '../../lib/is-one-of'

// What follows the name of who did it. `…` stands for what it was done to.
const OF_OTHERS: Record<Act, string> = {
  set_up: 'set the server up',
  signed_in: 'signed in',
  sign_in_refused: 'was not let in',
  signed_out: 'signed out',
  session_ended: 'ended a session of …',
  password_changed: 'set the password of …',
  two_factor_on: 'turned on the second factor of …',
  two_factor_off: 'turned off the second factor of …',
  user_made: 'made the user …',
  user_changed: 'changed the user …',
  user_removed: 'removed the user …',
  key_made: 'made the key …',
  key_revoked: 'revoked the key …',
  schema_added: 'added the schema …',
  redriven: 'had rejected records tried again …',
  feedback_given: 'said what became of the anomaly …',
}
const OF_ONESELF: Partial<Record<Act, string>> = {
  session_ended: 'ended a session of their own',
  password_changed: 'changed their password',
  two_factor_on: 'turned on their second factor',
  two_factor_off: 'turned off their second factor',
}

export interface Sentence {
  who: string
  does: string
  /** What it was done to, and what is known besides. */
  whom: string | null
  detail: string | null
}

/** An entry in plain words. An act that is not known keeps its own name. */
export function sentenceOf({ by, act, about, detail }: AuditEntry): Sentence {
  const who = by || (act === 'sign_in_refused' && about) || 'somebody'
  const words = wordsOf(act, Boolean(about) && about !== by)
  const takesWhom = words.endsWith('…')
  const whom = takesWhom || (about !== who && about) ? about || null : null
  return { who, does: words.replace(/ ?…$/, ''), whom, detail: detail || null }
}

function wordsOf(act: string, isOfOthers: boolean): string {
  if (!isOneOf(ACTS, act)) return `${wordOf(act)} …`
  return (!isOfOthers && OF_ONESELF[act]) || OF_OTHERS[act]
}

/** An act as a filter calls it. */
export const wordOf = (act: string) => act.replaceAll('_', ' ')
