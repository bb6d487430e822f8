import { SegmentedControl } from '@mantine/core'
import { useMemo } from 'react'
import type { Anomaly } from '../../api/get-anomalies'
import { useDevice } from '../../api/get-device'
import { useExpectedBand } from '../../api/get-expected-band'
import { useSeries } from '../../api/get-series'
import { Answer } from '../../components/answer'
import { SeriesTable } from '../../components/series-table'
import { Waiting } from '../../components/state-note'
import { TimeChart } from '../../components/time-chart'
import { bandOf } from '../../components/time-chart-data'
import { type Around, around } from '../../lib/around'
import { moment } from '../../lib/format'
import { useAddressOf } from '../../lib/use-address'
import type { AnomaliesSearch } from './anomalies-search'
import css from './evidence.module.css'
import { expectedText, holeText, overlayOf, seenText } from './evidence'

const WIDTH = 400 // buckets

/** The signal around the anomaly: what was expected against what was seen. */
export function EvidencePicture({ anomaly }: { anomaly: Anomaly }) {
  if (!anomaly.device_id) return null
  return <OfDevice anomaly={anomaly} device={anomaly.device_id} />
}

// All of a device is silent where there is no signal: any of its signals shows that.
function OfDevice({ anomaly, device }: { anomaly: Anomaly; device: string }) {
  const known = useDevice(device)
  const time = around(anomaly, known.data?.interval_s)
  const signal = anomaly.signal ?? Object.keys(known.data?.signals ?? {})[0]
  if (known.isPending) return <Waiting rows={5} />
  if (!time || signal === undefined) return null
  return <Picture {...{ anomaly, device, signal, time }} />
}

interface PictureProps {
  anomaly: Anomaly
  device: string
  signal: string
  time: Around
}

function Picture({ anomaly, device, signal, time }: PictureProps) {
  const { from, to } = time
  const question = { device, signal, from, to, width: WIDTH }
  const series = useSeries(question)
  const expected = useExpectedBand(question)
  const known = expected.isPlaceholderData ? undefined : expected.data
  const overlay = useMemo(() => ({ ...overlayOf(anomaly, time), band: bandOf(known) }), [anomaly, from, to, known])
  const [charts, show] = useAddressOf<AnomaliesSearch, 'charts'>('charts')
  const told = { ...overlay, marks: anomaly.event_time ? [Date.parse(anomaly.event_time) / 1000] : [] }
  return (
    <figure className={css.evidence} aria-label="Expected and seen">
      <SegmentedControl
        size="xs"
        className={css.choice}
        aria-label="Signal around it"
        value={charts ?? 'picture'}
        onChange={(text) => show(text === 'table' ? text : undefined)}
        data={['picture', 'table']}
      />
      <Answer query={series} rows={5}>
        {(data) =>
          charts === 'table' && series.isPlaceholderData ? (
            <Waiting rows={5} />
          ) : charts === 'table' ? (
            <SeriesTable label={`${signal} around it, a table`} series={data} overlay={told} />
          ) : (
            <div className={css.chart} data-old={series.isPlaceholderData || undefined}>
              <TimeChart
                label={`${signal} from ${moment(from)} to ${moment(to)}: ${wordsOf(anomaly, time)}`}
                series={series.isPlaceholderData ? undefined : data}
                from={Date.parse(from) / 1000}
                to={Date.parse(to) / 1000}
                overlay={overlay}
              />
            </div>
          )
        }
      </Answer>
      <Caption anomaly={anomaly} signal={signal} time={time} />
    </figure>
  )
}

function Caption({ anomaly, signal, time }: Omit<PictureProps, 'device'>) {
  return (
    <figcaption className={css.caption}>
      <span data-swatch="trace">{signal}</span>
      {anomaly.kind === 'gap' ? (
        <span data-swatch="hole">{holeText(time)}</span>
      ) : (
        <>
          <span data-swatch="expected">expected {expectedText(anomaly)}</span>
          <span data-swatch="seen">seen {seenText(anomaly)}</span>
        </>
      )}
    </figcaption>
  )
}

function wordsOf(anomaly: Anomaly, time: Around): string {
  if (anomaly.kind === 'gap') return holeText(time)
  return `seen ${seenText(anomaly)}, expected ${expectedText(anomaly)}`
}
