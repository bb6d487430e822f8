import { Link } from '@tanstack/react-router'
import type { Anomaly } from '../../api/get-anomalies'
import { Chip } from '../../components/chip'
import { DeviceLink } from '../../components/device-link'
import { moment, score } from '../../lib/format'
import { AnomalyFeedback, type Say } from './anomaly-feedback'
import css from './anomalies.module.css'
import { expectedText, seenText } from './evidence'
import { EvidencePicture } from './evidence-picture'
import { SimilarOnes } from './similar-ones'

export function AnomalyDetail({ anomaly, say }: { anomaly: Anomaly; say: Say }) {
  return (
    <article className={css.detail} aria-label="What was found">
      <header className={css.line}>
        <Chip word={anomaly.kind} />
        <DeviceLink device={anomaly.device_id} />
        <span>{anomaly.signal}</span>
        {anomaly.simulated && <span className={css.dim}>simulated</span>}
      </header>
      <h2>{anomaly.reason}</h2>
      <EvidencePicture anomaly={anomaly} />
      <Contributions anomaly={anomaly} />
      <dl className={css.facts}>
        <Fact name="Seen" value={seenText(anomaly)} />
        <Fact name="Expected" value={expectedText(anomaly)} />
        <Fact name="Measured" value={moment(anomaly.event_time)} />
        <Fact name="Since" value={moment(anomaly.start_time)} />
        {anomaly.receipt !== null && (
          <>
            <dt>Record</dt>
            <dd>
              <Link to="/quality" search={{ receipt: anomaly.receipt } as never}>
                {anomaly.receipt}
              </Link>
            </dd>
          </>
        )}
        <Fact name="Commit" value={String(anomaly.commit)} />
      </dl>
      <AnomalyFeedback anomaly={anomaly} say={say} />
      <SimilarOnes anomaly={anomaly} />
    </article>
  )
}

/** Channels whose shares add up to the score, with the sum below them. */
export function Contributions({ anomaly }: { anomaly: Anomaly }) {
  const rows = [...anomaly.contributions].sort((a, b) => b.share - a.share)
  if (rows.length === 0) return null
  return (
    <table className={css.contributions} aria-label="What adds up to the score">
      <tbody>
        {rows.map((row) => (
          <tr key={row.channel}>
            <th scope="row">{row.channel}</th>
            <td className={css.meter}>
              <meter min={0} max={1} value={row.share} aria-hidden />
            </td>
            <td>{row.share.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">score</th>
          <td className={css.meter}>
            <meter min={0} max={1} value={anomaly.score} aria-hidden />
          </td>
          <td title={score(anomaly.score)}>{anomaly.score.toFixed(3)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
