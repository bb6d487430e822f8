import { SegmentedControl } from '@mantine/core'
import type { QueryRows } from '../../api/post-query'
import { CopyActions } from '../../components/charts/copy-actions'
import { Panel } from '../../components/panel'
import { ErrorNote, StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { ResultChart } from './result-chart'
import { ResultTable } from './result-table'
import css from './sql.module.css'
import { RESULT_VIEWS, type ResultView } from './sql-search'
import { CANCELLED, type Run } from './use-run'

interface Props {
  run: Run | null
  isRunning: boolean
  view: ResultView
  onView: (view: ResultView) => void
}

/** What came of the query that was run last. */
export function ResultPanel({ run, isRunning, view, onView }: Props) {
  const aside = (
    <SegmentedControl
      size="xs"
      aria-label="Result as"
      value={view}
      onChange={(value) => onView(value as ResultView)}
      data={[...RESULT_VIEWS]}
    />
  )
  return (
    <Panel title="Result" note={run?.rows && noteOf(run.rows, run.took_ms!)} aside={aside} className={css.result} flush>
      {run?.error?.message === CANCELLED ? (
        <StateNote title="It was cancelled">The server ended it; nothing came of it.</StateNote>
      ) : run?.error ? (
        <ErrorNote error={run.error} />
      ) : run?.rows ? (
        <Rows sql={run.sql} rows={run.rows} view={view} />
      ) : (
        <StateNote title={isRunning ? 'It runs' : 'Nothing was asked yet'}>
          Asked in a process of its own that can read nothing else.
        </StateNote>
      )}
    </Panel>
  )
}

function Rows({ sql, rows, view }: { sql: string; rows: QueryRows; view: ResultView }) {
  return (
    <div className={css.rows}>
      {rows.truncated && (
        <p className={css.cut} role="note">
          Cut: there are more rows than these first {count(rows.row_count)}. ORDER BY decides which are first; CSV and
          Arrow have all of them, as far as the server’s own limits allow.
        </p>
      )}
      <div className={css.shown}>
        {view === 'chart' ? <ResultChart result={rows} /> : <ResultTable result={rows} />}
      </div>
      <CopyActions sql={sql} name="result" asOf={String(rows.commit)} />
    </div>
  )
}

function noteOf({ row_count, truncated, commit }: QueryRows, took_ms: number): string {
  const cut = truncated ? 'the first ' : ''
  return `${cut}${count(row_count)} ${row_count === 1 ? 'row' : 'rows'} of commit ${count(commit)} in ${took_ms.toFixed(0)} ms`
}
