import type { ReasonRow } from '../../api/get-books'
import { DataTable } from '../../components/data-table'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import css from './quality.module.css'

interface Props {
  rows: ReasonRow[]
  chosen: string | undefined
  onChoose: (reason: string | undefined) => void
}

/** A reason that is chosen shows the records refused for it. */
export function ReasonTable({ rows, chosen, onChoose }: Props) {
  if (rows.length === 0) return <StateNote title="No record has come yet" />
  return (
    <DataTable label="Records by end and reason">
      <thead>
        <tr>
          <th scope="col">End</th>
          <th scope="col">Reason</th>
          <th scope="col" data-number>Records</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ disposition, reason, records, meaning }) => (
          <tr key={`${disposition} ${reason}`}>
            <td>{disposition.replace('_', ' ')}</td>
            <td>
              {reason && (
                <button
                  type="button"
                  className={css.reason}
                  aria-pressed={reason === chosen}
                  onClick={() => onChoose(reason === chosen ? undefined : reason)}
                >
                  {reason}
                </button>
              )}
              {meaning && <div className={css.meaning}>{meaning}</div>}
            </td>
            <td data-number>{count(records)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
