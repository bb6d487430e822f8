import { useMemo } from 'react'
import type { Anomaly } from '../../api/get-anomalies'
import { useDevice } from '../../api/get-device'
import { useSeries } from '../../api/get-series'
import { Answer } from '../../components/answer'
import { Waiting } from '../../components/state-note'
import { TimeChart } from '../../components/time-chart'
import { type Around, around } from '../../lib/around'
import { moment } from '../../lib/format'
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
  const series = useSeries({ device, signal, from, to, width: WIDTH })
  const overlay = useMemo(() => overlayOf(anomaly, time), [anomaly, from, to])
  return (
    <figure className={css.evidence} aria-label="Expected and seen">
      <Answer query={series} rows={5}>
        {(data) => (
          <div className={css.chart} data-old={series.isPlaceholderData || undefined}>
            <TimeChart
              label={`${signal} from ${moment(from)} to ${moment(to)}: ${wordsOf(anomaly, time)}`}
              series={series.isPlaceholderData ? undefined : data}
              from={Date.parse(from) / 1000}
              to={Date.parse(to) / 1000}
              overlay={overlay}
            />
          </div>
        )}
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
