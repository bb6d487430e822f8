import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ANOMALY_KINDS, type Anomaly, type AnomalyKind, useAnomalies } from '../../api/get-anomalies'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { DeviceLink } from '../../components/device-link'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { ago, moment, score } from '../../lib/format'
import { useNow } from '../../lib/use-now'
import css from './anomaly-feed.module.css'

const SHOWN = 50

export function AnomalyFeed({ className }: { className: string | undefined }) {
  const kind = useSearch({ strict: false, select: (search) => (search as { kind?: AnomalyKind }).kind })
  const anomalies = useAnomalies({ kind, limit: SHOWN })
  return (
    <Panel title="Anomalies" note="the newest first" className={className} flush aside={<Kinds kind={kind} />}>
      <Answer query={anomalies} rows={8}>
        {({ anomalies: list }) =>
          list.length === 0 ? (
            <StateNote title={kind ? `Nothing of the kind “${kind}”` : 'Nothing unusual was found'}>
              Each reading is judged as it comes; what stands out will be told here, with the reason.
            </StateNote>
          ) : (
            <ol className={css.list} tabIndex={0} aria-label="Anomalies">
              {list.map((anomaly) => (
                <Row key={anomaly.anomaly_id} anomaly={anomaly} />
              ))}
            </ol>
          )
        }
      </Answer>
    </Panel>
  )
}

function Kinds({ kind }: { kind: AnomalyKind | undefined }) {
  const navigate = useNavigate()
  const choose = (value: string) =>
    void navigate({
      to: '.',
      search: (before: object) => ({ ...before, kind: value === 'all' ? undefined : value }) as never,
      replace: true,
    })
  return (
    <SegmentedControl
      size="xs"
      aria-label="Kind"
      value={kind ?? 'all'}
      onChange={choose}
      data={['all', ...ANOMALY_KINDS]}
    />
  )
}

function Row({ anomaly }: { anomaly: Anomaly }) {
  const now = useNow()
  const time = anomaly.event_time ?? anomaly.start_time
  return (
    <li className={css.row}>
      <span className={css.score} title="Score, 0 to 1">
        {score(anomaly.score)}
      </span>
      <div className={css.what}>
        <p className={css.reason}>{anomaly.reason}</p>
        <div className={css.meta}>
          <Chip word={anomaly.kind} />
          <span className={css.device}>
            <DeviceLink device={anomaly.device_id} />
          </span>
          {anomaly.signal && <span>{anomaly.signal}</span>}
          {anomaly.simulated && <span>simulated</span>}
        </div>
      </div>
      <time className={css.time} dateTime={time ?? undefined} title={moment(time)}>
        {ago(time, now)} ago
      </time>
    </li>
  )
}
