import { useMemo } from 'react'
import type { Anomaly } from '../../api/get-anomalies'
import type { NewestValue } from '../../api/get-devices'
import { useSeries } from '../../api/get-series'
import { TimeChart } from '../../components/time-chart'
import { ErrorNote } from '../../components/state-note'
import css from './device.module.css'
import { valueText } from './latest-values'
import type { TimeWindow } from './time-window'

const WIDTH = 800 // buckets: about one for each pixel of a chart

interface Props {
  device: string
  signal: string
  newest: NewestValue
  window: TimeWindow
  anomalies: Anomaly[]
  onWindow: (window: TimeWindow | null) => void
}

export function SignalChart({ device, signal, newest, window, anomalies, onWindow }: Props) {
  const series = useSeries({ device, signal, ...window, width: WIDTH })
  const marks = useMemo(
    () =>
      anomalies
        .filter((anomaly) => anomaly.signal === signal && anomaly.event_time)
        .map((anomaly) => Date.parse(anomaly.event_time!) / 1000),
    [anomalies, signal],
  )
  const isEmpty = series.data?.time_ms.length === 0
  return (
    <section className={css.signal} aria-label={signal}>
      <div className={css.name}>
        <strong>{signal}</strong>
        <span className={css.newest}>{valueText(newest)}</span>
        <span className={css.newestHint}>newest</span>
        {marks.length > 0 && <span className={css.marks}>{marks.length} unusual</span>}
      </div>
      <div className={css.chart}>
        {series.error && !series.data ? (
          <ErrorNote error={series.error} onRetry={() => void series.refetch()} />
        ) : (
          <TimeChart
            label={`${signal} from ${window.from} to ${window.to}`}
            series={series.data}
            from={Date.parse(window.from) / 1000}
            to={Date.parse(window.to) / 1000}
            marks={marks}
            onWindow={(span) =>
              onWindow(
                span && {
                  from: new Date(span[0] * 1000).toISOString(),
                  to: new Date(span[1] * 1000).toISOString(),
                },
              )
            }
          />
        )}
        {isEmpty && <span className={css.empty}>no readings in this time</span>}
      </div>
    </section>
  )
}
