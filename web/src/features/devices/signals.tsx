import { SegmentedControl } from '@mantine/core'
import { useMemo } from 'react'
import { type Anomaly, useAnomalies } from '../../api/get-anomalies'
import type { Device } from '../../api/get-devices'
import { usePastTime } from '../../api/use-past-time'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { ChartKey } from './chart-key'
import { DeviceCompleteness } from './device-completeness'
import css from './device.module.css'
import { SignalChart } from './signal-chart'
import { type DeviceSearch, type TimeWindow, windowOf } from './time-window'

interface Props {
  device: Device
  id: string
  search: DeviceSearch
  change: (some: { [K in keyof DeviceSearch]?: DeviceSearch[K] | undefined }) => void
}
const MARKS_MAX = 500
const NONE: Anomaly[] = []

/** What the device measures, one below the other over one time. */
export function Signals({ device, id, search, change }: Props) {
  const { beside } = search
  const window = windowOf(search, device, usePastTime() ?? Date.now())
  const anomalies = useMarked(id, window)
  const signals = Object.entries(device.signals)
  const isTable = search.charts === 'table'
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="Signals"
      value={search.charts ?? 'picture'}
      onChange={(text) => change({ charts: text === 'table' ? text : undefined })}
      data={['picture', 'table']}
    />
  )
  return (
    <Panel
      title="Signals"
      note={isTable ? undefined : 'drag to look closer, double click to go back'}
      aside={choice}
      className={css.signals}
      flush
    >
      {window && <DeviceCompleteness device={id} window={window} />}
      {!isTable && <ChartKey beside={beside} />}
      {window && signals.length > 0 ? (
        signals.map(([signal, newest]) => (
          <SignalChart
            key={signal}
            {...{ device: id, beside, signal, newest, window, anomalies, isTable }}
            onWindow={(chosen) => change(chosen ?? { from: undefined, to: undefined })}
          />
        ))
      ) : (
        <StateNote title="It has no signals">Its records carry attributes only.</StateNote>
      )}
    </Panel>
  )
}

// The newest of the time shown.
function useMarked(device: string, window: TimeWindow | null): Anomaly[] {
  const time = { since: window?.from, until: window?.to }
  const answer = useAnomalies({ device, ...time, limit: MARKS_MAX }, window !== null)
  const page = answer.data
  return useMemo(() => page?.anomalies.filter(({ event_time: time }) => time != null) ?? NONE, [page])
}
