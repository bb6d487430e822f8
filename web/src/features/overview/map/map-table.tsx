import { Button } from '@mantine/core'
import type { Cluster } from '../../../api/get-map'
import { DataTable } from '../../../components/data-table'
import { DeviceLink } from '../../../components/device-link'
import { StateNote } from '../../../components/state-note'
import { count } from '../../../lib/format'
import { type Mark, placeText } from './clusters'

const ROWS_MAX = 200

interface Props {
  shown: readonly Mark[]
  onCloser: (cluster: Cluster) => void
}

/** The places that the map shows, the most troubled first. */
export function MapTable({ shown, onCloser }: Props) {
  if (shown.length === 0) return <StateNote title="No device is in this part of the world" />
  const clusters = shown.map(({ cluster }) => cluster).sort((a, b) => trouble(b) - trouble(a) || b.count - a.count)
  return (
    <DataTable label="Map, a table">
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Device</th>
          <th scope="col" data-number>Devices</th>
          <th scope="col" data-number>Connected</th>
          <th scope="col" data-number>Silent</th>
          <th scope="col" data-number>Faulty</th>
        </tr>
      </thead>
      <tbody>
        {clusters.slice(0, ROWS_MAX).map((cluster) => (
          <Row key={`${cluster.latitude},${cluster.longitude}`} cluster={cluster} onCloser={onCloser} />
        ))}
        {clusters.length > ROWS_MAX && (
          <tr>
            <td colSpan={6}>and {count(clusters.length - ROWS_MAX)} places more: zoom in to see them</td>
          </tr>
        )}
      </tbody>
    </DataTable>
  )
}

function Row({ cluster, onCloser }: { cluster: Cluster; onCloser: (cluster: Cluster) => void }) {
  return (
    <tr>
      <td>{placeText(cluster)}</td>
      <td>
        {cluster.count === 1 ? (
          <DeviceLink device={cluster.device_id} />
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Zoom in to ${placeText(cluster)}`}
            onClick={() => onCloser(cluster)}
          >
            Zoom in
          </Button>
        )}
      </td>
      <td data-number>{count(cluster.count)}</td>
      <td data-number>{count(cluster.connected)}</td>
      <td data-number data-none={cluster.silent === 0 || undefined}>{count(cluster.silent)}</td>
      <td data-number data-bad={cluster.faulty > 0 || undefined} data-none={cluster.faulty === 0 || undefined}>
        {count(cluster.faulty)}
      </td>
    </tr>
  )
}

function trouble({ silent, faulty }: Cluster): number {
  return faulty * 1e9 + silent
}
