import type { Device, useDevicePages } from '../../api/get-devices'
import { Age } from '../../components/age'
import { Chip } from '../../components/chip'
import { DataTable, LONG_ROW_HEIGHT } from '../../components/data-table'
import { DeviceLink } from '../../components/device-link'
import { TableRowSpace } from '../../components/row-space'
import { ErrorNote } from '../../components/state-note'
import { duration, MISSING, score } from '../../lib/format'
import { useDrawnRows } from '../../lib/use-drawn-rows'
import { nextPageOf } from '../../lib/use-lake-pages'

interface Props {
  list: Device[]
  reading: ReturnType<typeof useDevicePages>
}
const COLUMNS = 7

/** All that were read so far; more of them as one scrolls on. */
export function DeviceTable({ list, reading }: Props) {
  const onNearEnd = nextPageOf(reading)
  const drawn = useDrawnRows({ count: list.length, rowHeight: LONG_ROW_HEIGHT, onNearEnd })
  const space = { columns: COLUMNS, rowHeight: LONG_ROW_HEIGHT }
  const long = { scroller: drawn.scroller, rows: reading.hasNextPage ? -1 : list.length + 1 }
  return (
    <>
      <DataTable label="Devices" long={long}>
        <Head />
        <tbody>
          <TableRowSpace {...space} rows={drawn.rows[0]?.skipped ?? 0} />
          {drawn.rows.map(({ place }) => (
            <Row key={list[place]!.device_id} device={list[place]!} index={place + 2} />
          ))}
          <TableRowSpace {...space} rows={drawn.after} />
        </tbody>
      </DataTable>
      {reading.isFetchNextPageError && reading.error && (
        <ErrorNote error={reading.error} onRetry={() => void reading.fetchNextPage()} />
      )}
    </>
  )
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">Device</th>
        <th scope="col">State</th>
        <th scope="col">Type</th>
        <th scope="col" data-number>Newest reading</th>
        <th scope="col" data-number>Usual interval</th>
        <th scope="col" data-number>Newest anomaly</th>
        <th scope="col" data-number>Its score</th>
      </tr>
    </thead>
  )
}

function Row({ device, index }: { device: Device; index: number }) {
  return (
    <tr aria-rowindex={index}>
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
    </tr>
  )
}
