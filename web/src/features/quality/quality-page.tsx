import { useBooksByLog, useBooksByReason } from '../../api/get-books'
import { useEndsByDay } from '../../api/get-ends-by-day'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { Answer } from '../../components/answer'
import { useAddress } from '../../lib/use-address'
import { Completeness } from './completeness'
import { conditionOf } from './condition'
import { EndsByDay } from './ends-by-day'
import { Lateness } from './lateness'
import { LogSelect } from './log-select'
import { LogTable } from './log-table'
import { ReasonTable } from './reason-table'
import { Redrive } from './redrive'
import { Rejects } from './rejects'
import { WhereIs } from './where-is'
import css from './quality.module.css'
import type { QualitySpan, View } from './spans'

export interface QualitySearch {
  receipt?: string
  reason?: string
  span?: QualitySpan
  view?: View
  /** A log by its number, whose days are shown alone. */
  log?: number
  /** Which rejects are to be taken again: SQL over the view `rejects`. */
  redrive?: string
  /** Under which schema they are. */
  schema?: string
}

export function QualityPage() {
  const [search, change] = useAddress<QualitySearch>()
  const span = search.span ?? '7 d'
  const byLog = useBooksByLog()
  const byReason = useBooksByReason()
  const byDay = useEndsByDay(search.log)
  const { reason, redrive: where } = search
  const isTaking = where !== undefined
  return (
    <Page title="Data quality" note="what became of every record, and why">
      <WhereIs receipt={search.receipt} onAsk={(receipt) => change({ receipt })} />
      <div className={css.halves}>
        <Panel title="Why" note="records by end and reason" flush>
          <Answer query={byReason} rows={6}>
            {({ rows }) => (
              <ReasonTable
                rows={rows}
                chosen={reason}
                onChoose={(next) =>
                  change({ reason: next, ...(isTaking && { redrive: conditionOf({ reason: next }) }) })
                }
              />
            )}
          </Answer>
        </Panel>
        <Rejects
          reason={reason}
          isTaking={isTaking}
          onTake={() => change({ redrive: where ?? conditionOf({ reason }) })}
        />
      </div>
      {where !== undefined && (
        <Redrive
          reason={reason}
          where={where}
          schema={search.schema}
          onChange={({ where: redrive = where, ...some }) => change({ redrive, ...some })}
          onClose={() => change({ redrive: undefined, schema: undefined })}
        />
      )}
      <Panel
        title="By day"
        note="records by end, as they were received"
        aside={<LogSelect log={search.log} logs={byLog.data?.rows ?? []} onChange={(log) => change({ log })} />}
        className={css.byDay}
        flush
      >
        <Answer query={byDay} rows={4}>
          {(days) => (days.length > 0 ? <EndsByDay days={days} /> : <StateNote title="No record has come yet" />)}
        </Answer>
      </Panel>
      <Completeness span={span} view={search.view ?? 'map'} onChange={change} />
      <Lateness span={span} />
      <Panel title="By log" note="a log is a file, a connection or a form of records" flush>
        <Answer query={byLog} rows={4}>
          {({ rows }) => <LogTable rows={rows} />}
        </Answer>
      </Panel>
    </Page>
  )
}
