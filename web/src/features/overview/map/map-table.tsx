import { Button } from '@mantine/core'
import type { Cluster } from '../../../api/get-map'
import { DataTable, LONG_ROW_HEIGHT } from '../../../components/data-table'
import { DeviceLink } from '../../../components/device-link'
import { TableRowSpace } from '../../../components/row-space'
import { StateNote } from '../../../components/state-note'
import { count } from '../../../lib/format'
import { useDrawnRows } from '../../../lib/use-drawn-rows'
import { type Mark, placeText } from './clusters'

const COLUMNS = 6

interface Props {
  shown: readonly Mark[]
  onCloser: (cluster: Cluster) => void
}

/** The places that the map shows, the most troubled first. */
export function MapTable({ shown, onCloser }: Props) {
  if (shown.length === 0) return <StateNote title="No device is in this part of the world" />
  return <Places shown={shown} onCloser={onCloser} />
}

function Places({ shown, onCloser }: Props) {
  const clusters = shown.map(({ cluster }) => cluster)
  const drawn = useDrawnRows({ count: clusters.length, rowHeight: LONG_ROW_HEIGHT })
  const space = { columns: COLUMNS, rowHeight: LONG_ROW_HEIGHT }
  clusters.sort((a, b) => b.faulty - a.faulty || b.silent - a.silent || b.count - a.count)
  return (
    <DataTable label="Map, a table" long={{ scroller: drawn.scroller, rows: clusters.length + 1 }}>
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
        <TableRowSpace {...space} rows={drawn.rows[0]?.skipped ?? 0} />
        {drawn.rows.map(({ place }) => (
          <Row key={keyOf(clusters[place]!)} cluster={clusters[place]!} index={place + 2} onCloser={onCloser} />
        ))}
        <TableRowSpace {...space} rows={drawn.after} />
      </tbody>
    </DataTable>
  )
}

function keyOf({ latitude, longitude }: Cluster): string {
  return `${latitude},${longitude}`
}

interface RowProps {
  cluster: Cluster
  index: number
  onCloser: (cluster: Cluster) => void
}

function Row({ cluster, index, onCloser }: RowProps) {
  const { silent, faulty } = cluster
  return (
    <tr aria-rowindex={index}>
      <td>{placeText(cluster)}</td>
      <td>
        {cluster.count === 1 ? (
          <DeviceLink device={cluster.device_id} />
        ) : (
          <Button
            size="compact-xs"
            h={20}
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
