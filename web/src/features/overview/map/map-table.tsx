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
  const clusters = shown.map(({ cluster }) => cluster)
  clusters.sort((a, b) => b.faulty - a.faulty || b.silent - a.silent || b.count - a.count)
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
          <Row key={keyOf(cluster)} cluster={cluster} onCloser={onCloser} />
        ))}
        {clusters.length > ROWS_MAX && (
          <tr>
            <td colSpan={6}>
              and {count(clusters.length - ROWS_MAX)} places more: zoom in to see them
            </td>
          </tr>
        )}
      </tbody>
    </DataTable>
  )
}

function keyOf({ latitude, longitude }: Cluster): string {
  return `${latitude},${longitude}`
}

function Row({ cluster, onCloser }: { cluster: Cluster; onCloser: (cluster: Cluster) => void }) {
  const { silent, faulty } = cluster
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
      <td data-number data-none={silent === 0 || undefined}>{count(silent)}</td>
      <td data-number data-bad={faulty > 0 || undefined} data-none={faulty === 0 || undefined}>
        {count(faulty)}
      </td>
    </tr>
  )
}
