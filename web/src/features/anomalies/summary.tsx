import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { ANOMALY_KINDS } from '../../api/get-anomalies'
import { type AnomalySummary, useAnomalySummary } from '../../api/get-anomaly-summary'
import { Answer } from '../../components/answer'
import { Panel } from '../../components/panel'
import { count } from '../../lib/format'
import { usePhone } from '../../lib/use-phone'
import { isOneOf } from '../../lib/is-one-of'
import { type AnomaliesSearch, type ChangeSearch, filterOf, SUMMARIES, type Summary as SummaryWord } from './anomalies-search'
import { Reasons } from './reasons'
import { StackedBars } from './stacked-bars'
import { scoreBars, sumOf, timeBars, windowOf } from './summary-bars'
import css from './summary.module.css'
import { SummaryTable } from './summary-table'

interface Props {
  search: AnomaliesSearch
  change: ChangeSearch
}
const UNITS: Record<number, string> = { 1: 'hour', 24: 'day of UTC' }

/** How many there are of each kind, over time and by score. */
export function Summary({ search, change }: Props) {
  const usual: SummaryWord = usePhone() ? 'hidden' : 'picture'
  const shown = search.summary ?? usual
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="Summary"
      value={shown}
      onChange={(text) => change({ summary: isOneOf(SUMMARIES, text) && text !== usual ? text : undefined })}
      data={[...SUMMARIES]}
    />
  )
  if (shown === 'hidden') return (
      <Panel title="Summary" aside={choice} flush>
        {null}
      </Panel>
    )
  return <Shown search={search} change={change} choice={choice} />
}

function Shown({ search, change, choice }: Props & { choice: ReactNode }) {
  const answer = useAnomalySummary(filterOf(search))
  const note = answer.data && noteOf(answer.data)
  const onBar = (hour: number) => change({ ...windowOf(hour, answer.data?.unit ?? 1), open: undefined })
  return (
    <Panel title="Summary" note={note} aside={choice} flush>
      <div className={css.answer} data-old={answer.isPlaceholderData || undefined}>
        <Answer query={answer} rows={4}>
          {(summary) => summary.scores.every((counts) => sumOf(counts) === 0) ? null : (
            <>
              {search.summary === 'table' ? (
                <Tables summary={summary} onBar={onBar} />
              ) : (
                <Pictures summary={summary} onBar={onBar} />
              )}
              <Reasons summary={summary} search={search} change={change} />
            </>
          )}
        </Answer>
      </div>
    </Panel>
  )
}

interface ShownProps {
  summary: AnomalySummary
  onBar: (hour: number) => void
}

function Pictures({ summary, onBar }: ShownProps) {
  const [times, scores] = [timeBars(summary), scoreBars(summary)]
  const ends = times.ends.join(' to ')
  return (
    <>
      <div className={css.halves}>
        <StackedBars
          title={`By ${unitOf(summary)}`}
          label={`Anomalies by ${unitOf(summary)}, from ${ends}, by kind`}
          bars={times}
          onBar={onBar}
        />
        <StackedBars title="By score" label={`Anomalies by score, from ${scores.ends.join(' to ')}, by kind`} bars={scores} />
      </div>
      <ul className={css.legend} aria-label="Colours">
        {kindsOf(summary).map((kind) => (
          <li key={kind} data-kind={kind}>
            {kind}
          </li>
        ))}
      </ul>
    </>
  )
}

function Tables({ summary, onBar }: ShownProps) {
  return (
    <div className={css.halves}>
      <SummaryTable label="Anomalies over time, a table" what={unitOf(summary)} bars={timeBars(summary).bars} onBar={onBar} />
      <SummaryTable label="Anomalies by score, a table" what="score" bars={scoreBars(summary).bars} />
    </div>
  )
}

function kindsOf({ scores }: AnomalySummary) {
  return ANOMALY_KINDS.filter((kind) => scores.some((counts) => counts[kind] > 0))
}

function unitOf({ unit }: AnomalySummary): string {
  return UNITS[unit] ?? '30 days'
}

function noteOf({ scores }: AnomalySummary): string {
  return `${count(scores.reduce((sum, counts) => sum + sumOf(counts), 0))} anomalies`
}
