import type { Device, useDevicePages } from '../../api/get-devices'
import { Age } from '../../components/age'
import { Chip } from '../../components/chip'
import { DeviceLink } from '../../components/device-link'
import { LongTable } from '../../components/long-table'
import { ErrorNote } from '../../components/state-note'
import { duration, MISSING, score } from '../../lib/format'

interface Props {
  list: Device[]
  reading: ReturnType<typeof useDevicePages>
}
const COLUMNS = [
  { name: 'Device' },
  { name: 'State' },
  { name: 'Type' },
  { name: 'Newest reading', isNumber: true },
  { name: 'Usual interval', isNumber: true },
  { name: 'Newest anomaly', isNumber: true },
  { name: 'Its score', isNumber: true },
]

/** All that were read so far; more of them as one scrolls on. */
export function DeviceTable({ list, reading }: Props) {
  return (
    <>
      <LongTable
        label="Devices"
        columns={COLUMNS}
        rows={list.length}
        keyOf={(row) => list[row]!.device_id}
        draw={(row) => <Cells device={list[row]!} />}
        reading={reading}
      />
      {reading.isFetchNextPageError && reading.error && (
        <ErrorNote error={reading.error} onRetry={() => void reading.fetchNextPage()} />
      )}
    </>
  )
}

function Cells({ device }: { device: Device }) {
  return (
    <>
      <td data-mono title={device.device_id ?? undefined}>
        <DeviceLink device={device.device_id} />
      </td>
      <td>
        <Chip word={device.state} />
      </td>
      <td>{String(device.attributes.device_type?.value ?? MISSING)}</td>
      <td data-number><Age time={device.newest_time} /> ago</td>
      <td data-number>{device.interval_s ? duration(device.interval_s) : MISSING}</td>
      <td data-number data-none={!device.anomaly_time || undefined}>
        {device.anomaly_time ? (
          <>
            <Age time={device.anomaly_time} /> ago
          </>
        ) : (
          MISSING
        )}
      </td>
      <td data-number data-none={!device.anomaly_time || undefined}>
        {score(device.anomaly_score)}
      </td>
    </>
  )
}
