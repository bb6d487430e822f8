import { Link } from '@tanstack/react-router'
import { type AnomaliesPage, useAnomalies } from '../../api/get-anomalies'
import { usePastTime } from '../../api/use-past-time'
import { Age } from '../../components/age'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { count, score } from '../../lib/format'
import css from './device.module.css'

const SHOWN = 100

export function DeviceAnomalies({ device }: { device: string }) {
  const query = useAnomalies({ device, limit: SHOWN })
  const past = usePastTime()
  return (
    <Panel title="Its anomalies" note={noteOf(query.data)} flush>
      <Answer query={query}>
        {({ anomalies }) =>
          anomalies.length === 0 ? (
            <StateNote title="Nothing unusual was found" />
          ) : (
            <ol className={css.anomalies} tabIndex={0} aria-label="Its anomalies">
              {anomalies.map((anomaly) => (
                <li key={anomaly.anomaly_id}>
                  <Link to="/anomalies" search={{ device, open: anomaly.anomaly_id } as never}>
                    <span className={css.line}>
                      <Chip word={anomaly.kind} />
                      <b>{score(anomaly.score)}</b>
                      <time><Age time={anomaly.event_time ?? anomaly.start_time} until={past} /> ago</time>
                    </span>
                    {anomaly.reason}
                  </Link>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </Panel>
  )
}

function noteOf(page: AnomaliesPage | undefined): string | undefined {
  if (!page) return undefined
  return page.next ? `the newest ${count(page.anomalies.length)}` : count(page.anomalies.length)
}
