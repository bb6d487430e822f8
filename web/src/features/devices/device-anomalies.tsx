import { Link } from '@tanstack/react-router'
import { type AnomaliesPage, type Anomaly, useAnomalies } from '../../api/get-anomalies'
import { usePastTime } from '../../api/use-past-time'
import { AgeUntil } from '../../components/age'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { MissingNote } from '../../components/missing-note'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { count, score } from '../../lib/format'
import css from './device.module.css'

const SHOWN = 100

export function DeviceAnomalies({ device }: { device: string }) {
  const query = useAnomalies({ device, limit: SHOWN })
  return (
    <Panel title="Its anomalies" note={noteOf(query.data)} flush>
      <Answer query={query}>
        {({ anomalies, missing }) => (
          <>
            <MissingNote missing={missing} />
            {anomalies.length > 0 && <List device={device} list={anomalies} />}
            {anomalies.length === 0 && !missing && <StateNote title="Nothing unusual was found" />}
          </>
        )}
      </Answer>
    </Panel>
  )
}

function List({ device, list }: { device: string; list: Anomaly[] }) {
  const past = usePastTime()
  return (
    <ol className={css.anomalies} tabIndex={0} aria-label="Its anomalies">
      {list.map((anomaly) => (
        <li key={anomaly.anomaly_id}>
          <Link to="/anomalies" search={{ device, open: anomaly.anomaly_id } as never}>
            <span className={css.line}>
              <Chip word={anomaly.kind} />
              <b>{score(anomaly.score)}</b>
              <time><AgeUntil time={anomaly.event_time ?? anomaly.start_time} until={past} /> ago</time>
            </span>
            {anomaly.reason}
          </Link>
        </li>
      ))}
    </ol>
  )
}

function noteOf(page: AnomaliesPage | undefined): string | undefined {
  if (!page) return undefined
  return page.next ? `the newest ${count(page.anomalies.length)}` : count(page.anomalies.length)
}
