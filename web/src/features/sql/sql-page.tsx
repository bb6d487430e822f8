import { useEffect, useRef, useState } from 'react'
import { useCatalog } from '../../api/get-catalog'
import { ROWS_MAX, TIME_MAX_MS } from '../../api/post-query'
import { Page } from '../../components/page'
import { count } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { Editor } from './editor'
import { History } from './history'
import { ResultPanel } from './result-panel'
import { RunActions } from './run-actions'
import css from './sql.module.css'
import type { SqlSearch } from './sql-search'
import { TableTree } from './table-tree'
import { typeInto } from './type-into'
import { useRun } from './use-run'

const EXAMPLE =
  'SELECT device_id, count(*) AS readings, max(event_time) AS newest\nFROM device_metrics\nGROUP BY 1\nORDER BY 2 DESC\nLIMIT 20'
const LIMITS = `one SELECT; shown are at most ${count(ROWS_MAX)} rows, found in ${TIME_MAX_MS / 1000} s; the server limits the bytes`

export function SqlPage() {
  const [{ q, view = 'table' }, change] = useAddress<SqlSearch>()
  const [sql, setSql] = useState(q ?? EXAMPLE)
  const tables = useCatalog().data?.tables ?? []
  const field = useRef<HTMLTextAreaElement>(null)
  const { start: begin, cancel, run, isRunning } = useRun()
  const canRun = sql.trim() !== ''
  const start = () => {
    if (!canRun) return
    change({ q: sql })
    begin(sql)
  }
  // A link shows what it was copied from.
  useEffect(() => {
    if (q) begin(q)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])
  const put = (text: string) => setSql(typeInto(field.current!, 0, sql.length, text))
  return (
    <Page title="SQL" note={LIMITS}>
      <div className={css.columns}>
        <div className={css.side}>
          <TableTree onChoose={(table) => put(`SELECT * FROM ${table} LIMIT 100`)} />
          <History onChoose={put} />
        </div>
        <div className={css.work}>
          <Editor {...{ field, sql, tables }} onChange={setSql} onRun={start} onCancel={cancel}>
            <RunActions canRun={canRun} since={isRunning ? run!.at : null} onRun={start} onCancel={cancel} />
          </Editor>
          <ResultPanel
            {...{ run, isRunning, view }}
            onView={(chosen) => change({ view: chosen === 'table' ? undefined : chosen })}
          />
        </div>
      </div>
    </Page>
  )
}
