import { type Reason, useAnomalyReasons } from '../../api/get-anomaly-reasons'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { DataTable } from '../../components/data-table'
import { count } from '../../lib/format'
import { type AnomaliesSearch, type ChangeSearch, filterOf } from './anomalies-search'
import type { AnomalySummary } from '../../api/get-anomaly-summary'
import { placesOf, type Places } from './summary-bars'
import css from './summary.module.css'

interface Props {
  /** What stands above it, over the same time. */
  summary: AnomalySummary
  search: AnomaliesSearch
  change: ChangeSearch
}

/** What was found most, and when: of what kind, in which signal. */
export function Reasons({ summary, search, change }: Props) {
  const answer = useAnomalyReasons(filterOf(search))
  return (
    <Answer query={answer} rows={3}>
      {({ unit, total, reasons }) => {
        if (reasons.length === 0) return null
        const times = summary.unit === unit ? summary.times : reasons.flatMap((reason) => reason.times)
        const places = placesOf(times.map(({ hour }) => hour), unit)
        const more = total - reasons.length
        return (
          <div className={css.reasons} data-old={answer.isPlaceholderData || undefined}>
            <DataTable label="Reasons over time">
              <thead>
                <tr>
                  <th scope="col">Reason{more > 0 && `, the most frequent of ${count(total)}`}</th>
                  <th scope="col">Over time</th>
                  <th scope="col" data-number>Anomalies</th>
                </tr>
              </thead>
              <tbody>
                {reasons.map((reason) => (
                  <Row key={`${reason.kind} ${reason.signal}`} reason={reason} places={places} change={change} />
                ))}
              </tbody>
            </DataTable>
          </div>
        )
      }}
    </Answer>
  )
}

function Row({ reason, places, change }: { reason: Reason; places: Places; change: ChangeSearch }) {
  const { kind, signal } = reason
  return (
    <tr>
      <td>
        {signal === null ? ( // a list has no filter for these alone
          <span className={css.reason}>
            <Chip word={kind} /> the device as a whole
          </span>
        ) : (
          <button
            type="button"
            className={css.reason}
            onClick={() => change({ kind, signal, open: undefined })}
            title="Only these"
          >
            <Chip word={kind} /> {signal}
          </button>
        )}
      </td>
      <td className={css.when}>
        <When reason={reason} places={places} />
      </td>
      <td data-number>{count(reason.count)}</td>
    </tr>
  )
}

// Each reason from its own most, so that a rare one is seen as well.
function When({ reason: { kind, signal, times }, places }: { reason: Reason; places: Places }) {
  const most = Math.max(...times.map((time) => time.count))
  const peak = times.find((time) => time.count === most)!
  return (
    <svg
      viewBox={`0 0 ${places.length} ${most}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${kind} ${signal ?? ''}: ${count(most)} at most, ${places.nameOf(peak.hour)}`}
    >
      {times.map(({ hour, count: n }) => (
        <rect key={hour} data-kind={kind} x={places.at(hour) + 0.1} width={0.8} y={most - n} height={n}>
          <title>{`${places.nameOf(hour)}: ${count(n)}`}</title>
        </rect>
      ))}
    </svg>
  )
}
