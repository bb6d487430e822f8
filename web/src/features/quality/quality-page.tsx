import { useBooksByLog, useBooksByReason } from '../../api/get-books'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { Answer } from '../../components/answer'
import { useAddress } from '../../lib/use-address'
import { Completeness } from './completeness'
import { Lateness } from './lateness'
import { LogTable } from './log-table'
import { ReasonTable } from './reason-table'
import { RejectSamples } from './reject-samples'
import { WhereIs } from './where-is'
import css from './quality.module.css'
import type { QualitySpan, View } from './spans'

export interface QualitySearch {
  receipt?: string
  reason?: string
  span?: QualitySpan
  view?: View
}

export function QualityPage() {
  const [search, change] = useAddress<QualitySearch>()
  const span = search.span ?? '7 d'
  const byLog = useBooksByLog()
  const byReason = useBooksByReason()
  return (
    <Page title="Data quality" note="what became of every record, and why">
      <WhereIs receipt={search.receipt} onAsk={(receipt) => change({ receipt })} />
      <div className={css.halves}>
        <Panel title="Why" note="records by end and reason" flush>
          <Answer query={byReason} rows={6}>
            {({ rows }) => (
              <ReasonTable
                rows={rows}
                chosen={search.reason}
                onChoose={(reason) => change({ reason })}
              />
            )}
          </Answer>
        </Panel>
        <Panel title="Rejects" note={search.reason ?? 'of every reason'} flush>
          <RejectSamples reason={search.reason} />
        </Panel>
      </div>
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
