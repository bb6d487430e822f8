import { SegmentedControl } from '@mantine/core'
import { ANOMALY_KINDS, type Anomaly, type AnomalyKind, useAnomalies } from '../../api/get-anomalies'
import { usePastTime } from '../../api/use-past-time'
import { AgeUntil } from '../../components/age'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { DeviceLink } from '../../components/device-link'
import { LongList } from '../../components/long-list'
import { MissingNote } from '../../components/missing-note'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { moment, score } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import { useAddressOf } from '../../lib/use-address'
import css from './anomaly-feed.module.css'

interface KindSearch {
  kind?: AnomalyKind
}
const SHOWN = 50
const ROW_HEIGHT = 82 // as the style sheet has it

export function AnomalyFeed({ className }: { className: string | undefined }) {
  const [kind, choose] = useAddressOf<KindSearch, 'kind'>('kind')
  const anomalies = useAnomalies({ kind, limit: SHOWN })
  const past = usePastTime()
  return (
    <Panel title="Anomalies" note="newest first" className={className} flush aside={<Kinds kind={kind} choose={choose} />}>
      <Answer query={anomalies} rows={8}>
        {({ anomalies: list, missing }) => (
          <>
            <MissingNote missing={missing} />
            {list.length > 0 && (
              <LongList
                label="Anomalies, a list"
                list={list}
                keyOf={(anomaly) => anomaly.anomaly_id}
                rowHeight={ROW_HEIGHT}
                draw={(anomaly) => <Row anomaly={anomaly} past={past} />}
              />
            )}
            {list.length === 0 && !missing && <Nothing kind={kind} />}
          </>
        )}
      </Answer>
    </Panel>
  )
}

function Nothing({ kind }: { kind: AnomalyKind | undefined }) {
  return (
    <StateNote title={kind ? `Nothing of the kind “${kind}”` : 'Nothing unusual was found'}>
      Each reading is judged as it comes; what stands out will be told here, with the reason.
    </StateNote>
  )
}

interface KindsProps {
  kind: AnomalyKind | undefined
  choose: (kind: AnomalyKind | undefined) => void
}

function Kinds({ kind, choose }: KindsProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Kind"
      value={kind ?? 'all'}
      onChange={(word) => choose(isOneOf(ANOMALY_KINDS, word) ? word : undefined)}
      data={['all', ...ANOMALY_KINDS]}
    />
  )
}

function Row({ anomaly, past }: { anomaly: Anomaly; past: number | null | undefined }) {
  const time = anomaly.event_time ?? anomaly.start_time
  return (
    <div className={css.row}>
      <span className={css.score} title="Score, 0 to 1">
        {score(anomaly.score)}
      </span>
      <p className={css.reason} title={anomaly.reason}>
        {anomaly.reason}
      </p>
      <time className={css.time} dateTime={time ?? undefined} title={moment(time)}>
        <AgeUntil time={time} until={past} /> ago
      </time>
      <div className={css.meta}>
        <Chip word={anomaly.kind} />
        <span className={css.device}>
          <DeviceLink device={anomaly.device_id} />
        </span>
        {anomaly.signal && <span className={css.signal}>{anomaly.signal}</span>}
        {anomaly.simulated && <span>simulated</span>}
      </div>
    </div>
  )
}
