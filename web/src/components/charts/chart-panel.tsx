import type { ReactNode } from 'react'
import { type QueryRows, useQueryRows } from '../../api/post-query'
import { Answer } from '../answer'
import { Panel } from '../panel'
import { StateNote } from '../state-note'
import { CopyActions } from './copy-actions'
import css from './charts.module.css'
import { NumbersTable } from './numbers-table'
import { objectsOf, type Row } from './rows'

/** What each view gives to its panels. */
export interface Asking {
  turn: number
  isTable: boolean
  /** Within something that has a frame and a name of its own. */
  isBare?: boolean | undefined
}
interface Props extends Asking {
  title: string
  note: (rows: Row[]) => string
  sql: string
  columns: readonly string[]
  children: (rows: Row[]) => ReactNode
}

/** One question to the lake: its picture or its numbers, and ways to take it elsewhere. */
export function ChartPanel({ title, note, sql, turn, isTable, isBare, columns, children }: Props) {
  const answer = useQueryRows(sql, turn)
  const rows = answer.data
  const noteText = rows && note(rowsOf(rows))
  const picture = (
    <div className={css.answer} data-old={answer.isPlaceholderData || undefined}>
      <Answer query={answer} rows={7}>
        {(data) =>
          data.rows.length === 0 ? (
            <StateNote title="No readings">
              None of these devices has this signal in this time: choose more of either.
            </StateNote>
          ) : isTable ? (
            <NumbersTable title={title} rows={data} columns={columns} />
          ) : (
            children(rowsOf(data))
          )
        }
      </Answer>
    </div>
  )
  if (isBare) return <Bare {...{ title, note: noteText }}>{picture}</Bare>
  return (
    <Panel title={title} note={noteText} flush>
      {picture}
      <CopyActions sql={sql} name={title} />
    </Panel>
  )
}

function Bare({ title, note, children }: { title: string; note: string | undefined; children: ReactNode }) {
  return (
    <div className={css.bare} role="group" aria-label={title}>
      <div className={css.bareHead}>
        <h4>{title}</h4>
        <span>{note}</span>
      </div>
      {children}
    </div>
  )
}

// The same rows give the same objects, so that a picture is not drawn again without need.
const known = new WeakMap<QueryRows, Row[]>()
function rowsOf(answer: QueryRows): Row[] {
  const before = known.get(answer)
  if (before) return before
  const rows = objectsOf(answer)
  known.set(answer, rows)
  return rows
}
