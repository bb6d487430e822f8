import { Button } from '@mantine/core'
import type { Cluster } from '../../../api/get-map'
import { DeviceLink } from '../../../components/device-link'
import { LongTable } from '../../../components/long-table'
import { StateNote } from '../../../components/state-note'
import { count } from '../../../lib/format'
import { type Mark, placeText } from './clusters'

const COLUMNS = [
  { name: 'Place' },
  { name: 'Device' },
  { name: 'Devices', isNumber: true },
  { name: 'Connected', isNumber: true },
  { name: 'Silent', isNumber: true },
  { name: 'Faulty', isNumber: true },
]

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
  clusters.sort((a, b) => b.faulty - a.faulty || b.silent - a.silent || b.count - a.count)
  return (
    <LongTable
      label="Map, a table"
      columns={COLUMNS}
      rows={clusters.length}
      keyOf={(row) => keyOf(clusters[row]!)}
      draw={(row) => <Cells cluster={clusters[row]!} onCloser={onCloser} />}
    />
  )
}

function keyOf({ latitude, longitude }: Cluster): string {
  return `${latitude},${longitude}`
}

interface CellsProps {
  cluster: Cluster
  onCloser: (cluster: Cluster) => void
}

function Cells({ cluster, onCloser }: CellsProps) {
  const { silent, faulty } = cluster
  return (
    <>
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
    </>
  )
}
