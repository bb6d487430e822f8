import { useMemo } from 'react'
import type { Anomaly } from '../../api/get-anomalies'
import type { NewestValue } from '../../api/get-devices'
import { useExpectedBand } from '../../api/get-expected-band'
import { useSeries } from '../../api/get-series'
import { type Mark, MarkLinks } from '../../components/mark-links'
import { SeriesTable } from '../../components/series-table'
import { TimeChart } from '../../components/time-chart'
import { bandOf } from '../../components/time-chart-data'
import { ErrorNote, Waiting } from '../../components/state-note'
import { moment, score } from '../../lib/format'
import css from './device.module.css'
import { valueText } from './latest-values'
import type { TimeWindow } from './time-window'

const WIDTH = 800 // buckets: about one for each pixel of a chart

interface Props {
  device: string
  /** Another device to compare it with. */
  beside: string | undefined
  signal: string
  newest: NewestValue
  window: TimeWindow
  anomalies: Anomaly[]
  isTable: boolean
  onWindow: (window: TimeWindow | null) => void
}

export function SignalChart({ device, beside, signal, newest, window, anomalies, isTable, onWindow }: Props) {
  const series = useSeries({ device, signal, ...window, width: WIDTH })
  const other = useSeries({ device: beside ?? '', signal, ...window, width: WIDTH }, beside !== undefined)
  const expected = useExpectedBand({ device, signal, ...window, width: WIDTH })
  const marks = useMemo(() => marksOf(anomalies, signal), [anomalies, signal])
  const band = useMemo(() => bandOf(expected.data), [expected.data])
  const overlay = useMemo(() => ({ marks: marks.map(({ time }) => time), band }), [marks, band])
  const [from, to] = [Date.parse(window.from) / 1000, Date.parse(window.to) / 1000]
  const label = `${signal} from ${window.from} to ${window.to}${beside === undefined ? '' : `, beside ${beside}`}`
  const known = other.isPlaceholderData ? undefined : other.data
  return (
    <section className={css.signal} aria-label={signal}>
      <div className={css.name}>
        <strong>{signal}</strong>
        <span className={css.newest}>{valueText(newest)}</span>
        <span className={css.newestHint}>newest</span>
        {marks.length > 0 && <span className={css.marks}>{marks.length} unusual</span>}
        {beside !== undefined && other.error && (
          <span className={css.refused}>
            {beside}: {other.error.message}
          </span>
        )}
        <NoBand expected={expected} />
      </div>
      <div className={isTable ? css.numbers : css.chart}>
        {series.error && !series.data ? (
          <ErrorNote error={series.error} onRetry={() => void series.refetch()} />
        ) : !isTable ? (
          <>
            <TimeChart
              {...{ label, from, to, overlay }}
              series={series.data}
              other={known}
              onWindow={(span) => onWindow(span && windowOf(span))}
            />
            <MarkLinks label={`Unusual in ${signal}`} marks={marks} from={from} to={to} />
          </>
        ) : series.data ? (
          <SeriesTable
            label={`${signal}, a table`}
            series={series.data}
            other={known && { name: beside!, series: known }}
            overlay={overlay}
          />
        ) : (
          <Waiting rows={5} />
        )}
        {!isTable && series.data?.time_ms.length === 0 && (
          <span className={css.empty}>no readings in this time</span>
        )}
      </div>
    </section>
  )
}

function NoBand({ expected: { data, error } }: { expected: ReturnType<typeof useExpectedBand> }) {
  if (!data && error) return <span className={css.refused}>what is expected is not known: {error.message}</span>
  const why = data?.expected_missing
  return why === undefined ? null : <span className={css.refused}>nothing is expected: {why}</span>
}

// What has no signal is of all of the device.
function marksOf(anomalies: Anomaly[], signal: string): Mark[] {
  return anomalies
    .filter((anomaly) => anomaly.signal == null || anomaly.signal === signal)
    .map(({ anomaly_id: id, event_time: time, kind, score: value }) => ({
      id,
      time: Date.parse(time!) / 1000,
      words: `${kind} at ${moment(time)}, score ${score(value)}: open`,
    }))
}

function windowOf([from, to]: [number, number]): TimeWindow {
  return { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() }
}
