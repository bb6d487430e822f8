import { useParams } from '@tanstack/react-router'
import type { Device } from '../../api/get-devices'
import { useAnomalies } from '../../api/get-anomalies'
import { useDevice } from '../../api/get-device'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { Select } from '../../components/select'
import { ago, duration } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { useNow } from '../../lib/use-now'
import { DeviceAnomalies } from './device-anomalies'
import { DeviceCompleteness } from './device-completeness'
import css from './device.module.css'
import { LatestValues } from './latest-values'
import { SignalChart } from './signal-chart'
import { type DeviceSearch, SPANS, type Span, windowOf } from './time-window'

export function DevicePage() {
  const id = useParams({ strict: false, select: (parts) => parts._splat ?? '' })
  const device = useDevice(id)
  return (
    <Answer query={device} rows={10}>
      {(found) =>
        found ? (
          <Known device={found} id={id} />
        ) : (
          <Page title={id}>
            <StateNote title="This device has never reported">
              Nothing was stored of it. What it sent may have been refused: see Data quality.
            </StateNote>
          </Page>
        )
      }
    </Answer>
  )
}

function Known({ device, id }: { device: Device; id: string }) {
  const [search, change] = useAddress<DeviceSearch>()
  const now = useNow()
  const anomalies = useAnomalies({ device: id, limit: 100 })
  const window = windowOf(search, device.newest_time)
  const isChosen = search.from !== undefined
  const tools = (
    <Select
      label="Time"
      value={isChosen ? 'chosen' : (search.span ?? '24 h')}
      options={isChosen ? ['chosen', ...Object.keys(SPANS)] : Object.keys(SPANS)}
      onChange={(span) => change({ span: span as Span, from: undefined, to: undefined })}
    />
  )
  const signals = Object.keys(device.signals)
  return (
    <Page title={id} note={<Facts device={device} now={now} />} tools={tools}>
      <div className={css.columns}>
        <Panel title="Signals" note="drag to look closer, double click to go back" flush>
          {window && <DeviceCompleteness device={id} window={window} />}
          {window && signals.length > 0 ? (
            signals.map((signal) => (
              <SignalChart
                key={signal}
                device={id}
                signal={signal}
                newest={device.signals[signal]!}
                window={window}
                anomalies={anomalies.data?.anomalies ?? []}
                onWindow={(chosen) => change(chosen ?? { from: undefined, to: undefined })}
              />
            ))
          ) : (
            <StateNote title="It has no signals">Its records carry attributes only.</StateNote>
          )}
        </Panel>
        <div className={css.side}>
          <DeviceAnomalies query={anomalies} />
          <LatestValues device={device} />
        </div>
      </div>
    </Page>
  )
}

function Facts({ device, now }: { device: Device; now: number }) {
  return (
    <>
      <Chip word={device.state} /> newest reading {ago(device.newest_time, now)} ago
      {device.interval_s ? `, usually one every ${duration(device.interval_s)}` : ''}
    </>
  )
}
