import { Link } from '@tanstack/react-router'
import { type AnomaliesFilter, type Anomaly, useAnomalies } from '../../api/get-anomalies'
import { usePastTime } from '../../api/use-past-time'
import { AgeUntil } from '../../components/age'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { MissingNote } from '../../components/missing-note'
import { count, moment, score } from '../../lib/format'
import type { AnomaliesSearch } from './anomalies-search'
import css from './similar-ones.module.css'

const SHOWN = 4
const COUNTED = 50

/** Others of its device, and others of its kind and signal: one alone is not the same as one of many. */
export function SimilarOnes({ anomaly }: { anomaly: Anomaly }) {
  const { device_id: device, kind, signal } = anomaly
  return (
    <section className={css.similar} aria-label="Similar ones">
      {device && <Others title="Of the same device" anomaly={anomaly} filter={{ device }} />}
      {signal && (
        <Others title="Of the same kind and signal" anomaly={anomaly} filter={{ kind, signal }} hasDevice />
      )}
    </section>
  )
}

interface OthersProps {
  title: string
  anomaly: Anomaly
  filter: Pick<AnomaliesFilter & AnomaliesSearch, 'device' | 'kind' | 'signal'>
  hasDevice?: boolean
}

function Others({ title, anomaly, filter, hasDevice = false }: OthersProps) {
  const answer = useAnomalies({ ...filter, limit: COUNTED })
  return (
    <section aria-label={title} aria-busy={answer.isPlaceholderData}>
      <h3>{title}</h3>
      <Answer query={answer} rows={SHOWN}>
        {({ anomalies, next, missing }) => {
          const others = anomalies.filter((other) => other.anomaly_id !== anomaly.anomaly_id)
          const number = next ? `${count(COUNTED)} and more` : count(others.length)
          if (others.length === 0) return missing ? <MissingNote missing={missing} /> : <p>No others.</p>
          return (
            <>
              <ol>
                {others.slice(0, SHOWN).map((other) => (
                  <Other key={other.anomaly_id} other={other} hasDevice={hasDevice} />
                ))}
              </ol>
              <Link to="/anomalies" search={{ ...filter, open: anomaly.anomaly_id } as never}>
                {number} {others.length === 1 ? 'other' : 'others'}: show all
              </Link>
            </>
          )
        }}
      </Answer>
    </section>
  )
}

function Other({ other, hasDevice }: { other: Anomaly; hasDevice: boolean }) {
  const time = other.event_time ?? other.start_time
  const past = usePastTime()
  return (
    <li>
      <Link to="." search={((before: object) => ({ ...before, open: other.anomaly_id })) as never} title={other.reason}>
        {!hasDevice && <Chip word={other.kind} />}
        <b>{score(other.score)}</b>
        <span>{hasDevice ? other.device_id : (other.signal ?? 'all of it')}</span>
        <time dateTime={time ?? undefined} title={moment(time)}>
          <AgeUntil time={time} until={past} /> ago
        </time>
      </Link>
    </li>
  )
}
