import { type FormEvent, useState } from 'react'
import { useMay, useWho } from '../../api/get-session'
import {
  type RedriveChange,
  type RedriveReport,
  usePreviewRedrive,
  useRedrive,
} from '../../api/post-redrive'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { lackOf } from '../../components/scope-note'
import { StateNote } from '../../components/state-note'
import { SureButton } from '../../components/sure-button'
import { count } from '../../lib/format'
import { sqlText } from '../../lib/sql-quote'
import { useAsOf } from '../../lib/use-as-of'
import css from './quality.module.css'

interface Props {
  reason: string | undefined
  onClose: () => void
}

/** Takes rejects again under a newer schema: first it is shown what would become of them. */
export function Redrive({ reason, onClose }: Props) {
  const isPast = useAsOf() !== undefined
  const who = useWho().data
  const close = <PlainButton onClick={onClose}>Close</PlainButton>
  return (
    <Panel title="Take rejects again" note="after their schema was mended" aside={close}>
      {isPast ? (
        <StateNote title="In the past nothing is taken again">Go back to now first.</StateNote>
      ) : useMay('admin') ? (
        <Questions key={reason} reason={reason} />
      ) : (
        who && <StateNote title="This is not for you">{lackOf(who, 'admin')}</StateNote>
      )}
    </Panel>
  )
}

function Questions({ reason }: { reason: string | undefined }) {
  const [where, setWhere] = useState(reason === undefined ? 'true' : `reason = ${sqlText(reason)}`)
  const preview = usePreviewRedrive()
  const redrive = useRedrive()
  // What was shown is of the condition it was shown for.
  const isShown = preview.data !== undefined && preview.variables?.where === where
  const submit = (event: FormEvent) => {
    event.preventDefault()
    redrive.reset()
    preview.mutate({ where })
  }
  return (
    <form className={css.redrive} onSubmit={submit} aria-label="Take rejects again">
      <label>
        <span>Which: a condition over the view rejects</span>
        <input value={where} spellCheck={false} onChange={(event) => setWhere(event.currentTarget.value)} />
      </label>
      <div className={css.redriveActs}>
        <PlainButton type="submit" disabled={preview.isPending || where.trim() === ''}>
          {preview.isPending ? 'Looking' : 'Preview'}
        </PlainButton>
        {isShown && redrive.data === undefined && changesMuch(preview.data) && (
          <SureButton
            label="Take them again"
            sure="Take them again for good"
            isBusy={redrive.isPending}
            onSure={() => redrive.mutate({ where })}
          >
            Take them again
          </SureButton>
        )}
      </div>
      <Refusal error={preview.error ?? redrive.error} />
      {redrive.data ? <Done report={redrive.data} /> : isShown && <Changes report={preview.data} />}
    </form>
  )
}

const changesMuch = ({ changes = [] }: RedriveReport) => changes.length > 0

function Changes({ report: { changes = [], notes } }: { report: RedriveReport }) {
  return (
    <>
      {changes.length === 0 ? (
        notes.length === 0 && <StateNote title="There is no such reject" />
      ) : (
        <DataTable label="What would become of them">
          <thead>
            <tr>
              <th scope="col">Was rejected for</th>
              <th scope="col">Would be</th>
              <th scope="col" data-number>Records</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={`${change.was_rejected_for} ${change.becomes} ${change.reason}`}>
                <td>{change.was_rejected_for}</td>
                <td>{endOf(change)}</td>
                <td data-number>{count(change.records)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Notes notes={notes} />
    </>
  )
}

function endOf({ becomes, reason }: RedriveChange): string {
  return reason === null ? becomes : `${becomes}: ${reason}`
}

function Done({ report }: { report: RedriveReport }) {
  const ends = (['stored', 'duplicate', 'conflict', 'still_rejected'] as const).map(
    (end) => `${count(report[end])} ${end.replace('_', ' ')}`,
  )
  return (
    <>
      <p role="status">
        {count(report.redriven)} were taken again: {ends.join(', ')}.
      </p>
      <Notes notes={report.notes} />
    </>
  )
}

function Notes({ notes }: { notes: string[] }) {
  return notes.map((note) => (
    <p key={note} className={css.meaning}>
      {note}
    </p>
  ))
}
