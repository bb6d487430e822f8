import { SegmentedControl } from '@mantine/core'
import { Answer } from '../../../components/answer'
import { Panel } from '../../../components/panel'
import { count } from '../../../lib/format'
import { useAddressOf } from '../../../lib/use-address'
import { useAsOf } from '../../../lib/use-as-of'
import { FleetView } from './fleet-view'
import css from './map.module.css'
import type { MapSearch } from './map-search'
import { type Extent, useExtent } from './use-extent'

interface Props {
  className: string | undefined
  /** Where no device has a place, which takes a sentence. */
  emptyClassName: string | undefined
}

/** Where the devices are and how they do: a map, and a table of the same. */
export function MapPanel({ className, emptyClassName }: Props) {
  const extent = useExtent()
  const isEmpty = extent.data?.bounds === null
  return (
    <Panel
      title="Map"
      note={<Note extent={extent.data} />}
      className={isEmpty ? emptyClassName : className}
      flush={!isEmpty}
      aside={!isEmpty && <Choice />}
    >
      <Answer query={extent} rows={8}>
        {({ bounds }) =>
          bounds ? <FleetView bounds={bounds} onSeek={() => extent.refetch()} /> : <NoPlaces />
        }
      </Answer>
    </Panel>
  )
}

function Note({ extent }: { extent: Extent | undefined }) {
  const isPast = useAsOf() !== undefined
  if (!extent) return null
  if (isPast) return <span className={css.newest}>of the newest state</span>
  const { placed, total } = extent
  if (placed === 0) return null
  return placed < total ? `${count(placed)} of ${count(total)} devices` : `${count(total)} devices`
}

function Choice() {
  const [table, show] = useAddressOf<MapSearch, 'table'>('table')
  return (
    <SegmentedControl
      size="xs"
      aria-label="Shown as"
      value={table ? 'table' : 'map'}
      onChange={(value) => show(value === 'table' ? true : undefined)}
      data={['map', 'table']}
    />
  )
}

function NoPlaces() {
  return (
    <p className={css.noPlaces} role="status">
      No device has said where it is. A device stands here as soon as its readings have signals or
      attributes named <code>latitude</code> and <code>longitude</code>, in degrees.
    </p>
  )
}
