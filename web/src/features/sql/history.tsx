import { useRef, useSyncExternalStore } from 'react'
import { IconTrash } from '../../components/icons'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { SureButton } from '../../components/sure-button'
import { count, latency, moment } from '../../lib/format'
import css from './history.module.css'
import { type KeptQuery, keptQueries, QUERIES_MAX } from './kept-queries'

/** The queries that were run in this browser, to be put back or deleted. */
export function History({ onChoose }: { onChoose: (sql: string) => void }) {
  const queries = useSyncExternalStore(keptQueries.subscribe, keptQueries.read)
  const list = useRef<HTMLDivElement>(null)
  const remove = (sql: string) => {
    keptQueries.remove(sql)
    list.current!.focus() // what had the focus is gone
  }
  const removeAll = () => {
    keptQueries.removeAll()
    list.current!.focus()
  }
  return (
    <Panel
      title="History"
      note={`the last ${QUERIES_MAX}`}
      aside={
        queries.length > 0 && (
          <SureButton label="Delete all queries" sure="Delete all" isBusy={false} onSure={removeAll}>
            Delete all
          </SureButton>
        )
      }
      flush
    >
      <div ref={list} className={css.list} tabIndex={0} role="region" aria-label="Queries that were run">
        {queries.length === 0 && (
          <StateNote title="No query was run yet">Those that are stay in this browser until they are deleted.</StateNote>
        )}
        <ol>
          {queries.map((query) => (
            <Entry key={query.sql} query={query} onChoose={() => onChoose(query.sql)} onRemove={() => remove(query.sql)} />
          ))}
        </ol>
      </div>
    </Panel>
  )
}

function Entry({ query, onChoose, onRemove }: { query: KeptQuery; onChoose: () => void; onRemove: () => void }) {
  const line = query.sql.replaceAll(/\s+/g, ' ').trim()
  const at = new Date(query.at).toISOString()
  return (
    <li>
      <button type="button" className={css.query} title="Put it back into the editor" onClick={onChoose}>
        <code>{line}</code>
        <span>
          <time dateTime={at}>{moment(at)}</time>, {latency(query.took_ms / 1000)},{' '}
          {query.error === undefined ? rowsText(query) : <em>{query.error}</em>}
        </span>
      </button>
      <button type="button" className={css.remove} aria-label={`Delete ${line}`} title="Delete" onClick={onRemove}>
        <IconTrash size={14} aria-hidden />
      </button>
    </li>
  )
}

function rowsText({ rows, isCut }: KeptQuery): string {
  return `${isCut ? 'the first ' : ''}${count(rows)} rows`
}
