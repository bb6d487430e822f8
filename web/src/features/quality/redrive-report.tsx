import type { RedriveChange, RedriveReport } from '../../api/post-redrive'
import { DataTable } from '../../components/data-table'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import css from './quality.module.css'

interface Props {
  report: RedriveReport
}
const OUTCOMES = ['stored', 'duplicate', 'conflict', 'still_rejected'] as const

/** What would become of rejects that were taken again. */
export function RedriveChanges({ report: { changes = [], notes } }: Props) {
  const isNone = changes.length === 0 && notes.length === 0
  return (
    <>
      {isNone && <StateNote title="There is no such reject" />}
      {changes.length > 0 && <ChangeTable changes={changes} />}
      <Notes notes={notes} />
    </>
  )
}

function ChangeTable({ changes }: { changes: RedriveChange[] }) {
  return (
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
  )
}

function endOf({ becomes, reason }: RedriveChange): string {
  return reason === null ? becomes : `${becomes}: ${reason}`
}

/** What became of them. */
export function RedriveDone({ report }: Props) {
  const ends = OUTCOMES.map((end) => `${count(report[end])} ${end.replace('_', ' ')}`)
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
