import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { ROWS_MAX, TIME_MAX_MS } from '../../api/post-query'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { ErrorNote, StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { ResultTable } from './result-table'
import css from './sql.module.css'
import { TableTree } from './table-tree'
import { useRun } from './use-run'

export interface SqlSearch {
  q?: string
}
const EXAMPLE =
  'SELECT device_id, count(*) AS readings, max(event_time) AS newest\nFROM device_metrics\nGROUP BY 1\nORDER BY 2 DESC\nLIMIT 20'

export function SqlPage() {
  const [{ q }, change] = useAddress<SqlSearch>()
  const [sql, setSql] = useState(q ?? EXAMPLE)
  const run = useRun()
  const start = () => {
    change({ q: sql })
    run.start(sql)
  }
  // A link shows what it was copied from.
  const { start: begin } = run
  useEffect(() => {
    if (q) begin(q)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start()
    if (event.key === 'Escape') run.cancel()
  }
  return (
    <Page title="SQL" note={`one SELECT; at most ${count(ROWS_MAX)} rows and ${TIME_MAX_MS / 1000} s`}>
      <div className={css.columns}>
        <TableTree onChoose={(table) => setSql(`SELECT * FROM ${table} LIMIT 100`)} />
        <div className={css.work}>
          <div className={css.editor}>
            <textarea
              aria-label="SQL"
              spellCheck={false}
              rows={7}
              value={sql}
              onChange={(event) => setSql(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <div className={css.actions}>
              <Button size="xs" onClick={start} disabled={run.isRunning || sql.trim() === ''}>
                Run
              </Button>
              <Button size="xs" variant="default" onClick={run.cancel} disabled={!run.isRunning}>
                Cancel
              </Button>
              <span>Ctrl + Enter runs, Escape cancels</span>
            </div>
          </div>
          <Panel title="Result" note={run.note} className={css.result} flush>
            {run.error ? (
              <ErrorNote error={run.error} />
            ) : run.rows ? (
              <ResultTable result={run.rows} />
            ) : (
              <StateNote title={run.isRunning ? 'It runs' : 'Nothing was asked yet'}>
                Asked of the newest commit, in a process of its own that can read nothing else.
              </StateNote>
            )}
          </Panel>
        </div>
      </div>
    </Page>
  )
}
