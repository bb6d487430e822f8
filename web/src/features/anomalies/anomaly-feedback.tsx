import { type FormEvent, useState } from 'react'
import type { Anomaly, Feedback, FeedbackKind } from '../../api/get-anomalies'
import { useMay, useWho } from '../../api/get-session'
import type { useFeedback } from '../../api/post-feedback'
import { Chip } from '../../components/chip'
import { lackOf } from '../../components/scope-note'
import { moment } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import css from './anomaly-feedback.module.css'

export type Say = ReturnType<typeof useFeedback>

// What may be said with one key, and what a button calls it.
export const VERDICTS: { key: string; kind: FeedbackKind; label: string }[] = [
  { key: 'a', kind: 'acknowledged', label: 'Acknowledge' },
  { key: 'c', kind: 'confirmed', label: 'Confirm' },
  { key: 'x', kind: 'rejected', label: 'Reject' },
  { key: 'o', kind: 'reopened', label: 'Open again' },
]
const WORDS: Record<FeedbackKind, string> = {
  acknowledged: 'sees to it',
  confirmed: 'confirmed it',
  rejected: 'rejected it',
  reopened: 'opened it again',
  commented: 'said',
  assigned: 'assigned it to',
}

/** What people said of the anomaly, and what may be said. */
export function AnomalyFeedback({ anomaly, say }: { anomaly: Anomaly; say: Say }) {
  const isPast = useAsOf() !== undefined
  const may = useMay('operate') === true && !isPast
  return (
    <section className={css.feedback} aria-label="What became of it">
      <div className={css.line}>
        <Chip word={anomaly.status} />
        {may &&
          VERDICTS.map(({ key, kind, label }) => (
            <button
              key={kind}
              type="button"
              disabled={say.isPending || !isNews(anomaly, kind)} // in its place: no other comes under the pointer
              title={`${label} (${key})`}
              onClick={() => say.mutate({ anomaly: anomaly.anomaly_id, feedback: kind })}
            >
              {label} <kbd>{key}</kbd>
            </button>
          ))}
      </div>
      {say.error && (
        <p role="alert" className={css.refusal}>
          {say.error.message}
        </p>
      )}
      <ol>
        {anomaly.feedback.map((said, place) => (
          <Said key={place} said={said} />
        ))}
      </ol>
      {!isPast && <NotForAll />}
      {may && <Comment key={anomaly.anomaly_id} anomaly={anomaly.anomaly_id} say={say} />}
    </section>
  )
}

// Who may not say anything is told why there is no button.
function NotForAll() {
  const { data: who, error } = useWho()
  if (who === undefined)
    return error && <p className={css.lack}>What you may say of it is not known: {error.message}.</p>
  if (who.scopes.includes('operate')) return null
  return <p className={css.lack}>To say what became of it is not for you. {lackOf(who, 'operate')}</p>
}

/** Whether saying it would change the status. */
export function isNews({ status }: Anomaly, kind: FeedbackKind): boolean {
  return kind === 'reopened' ? status !== 'open' : kind !== status
}

function Said({ said }: { said: Feedback }) {
  return (
    <li>
      <b>{said.by}</b> {WORDS[said.feedback]} {said.text && <q>{said.text}</q>}
      <time>{moment(said.at)}</time>
    </li>
  )
}

function Comment({ anomaly, say }: { anomaly: string; say: Say }) {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'commented' | 'assigned'>('commented')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    say.mutate({ anomaly, feedback: kind, text: text.trim() }, { onSuccess: () => setText('') })
  }
  return (
    <form className={css.comment} onSubmit={send}>
      <select
        aria-label="What is said"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
      >
        <option value="commented">Comment</option>
        <option value="assigned">Assign to</option>
      </select>
      <input
        aria-label={kind === 'commented' ? 'Comment' : 'To whom'}
        value={text}
        maxLength={4000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" disabled={say.isPending || text.trim() === ''}>
        Send
      </button>
    </form>
  )
}
