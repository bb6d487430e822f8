import type { UseQueryResult } from '@tanstack/react-query'
import type { AnomaliesPage } from '../../api/get-anomalies'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { ago, score } from '../../lib/format'
import { useNow } from '../../lib/use-now'
import css from './device.module.css'

export function DeviceAnomalies({ query }: { query: UseQueryResult<AnomaliesPage> }) {
  const now = useNow()
  return (
    <Panel title="Its anomalies" flush>
      <Answer query={query}>
        {({ anomalies }) =>
          anomalies.length === 0 ? (
            <StateNote title="Nothing unusual was found" />
          ) : (
            <ol className={css.anomalies} tabIndex={0} aria-label="Its anomalies">
              {anomalies.map((anomaly) => (
                <li key={anomaly.anomaly_id}>
                  <span className={css.line}>
                    <Chip word={anomaly.kind} />
                    <b>{score(anomaly.score)}</b>
                    <time>{ago(anomaly.event_time ?? anomaly.start_time, now)} ago</time>
                  </span>
                  {anomaly.reason}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </Panel>
  )
}
