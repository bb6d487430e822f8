import { useState } from 'react'
import { ErrorNote } from '../../../components/state-note'
import { count } from '../../../lib/format'
import type { Mark } from './clusters'
import { MapCanvas } from './map-canvas'
import { MapControls } from './map-controls'
import { MapLegend } from './map-legend'
import { MapTable } from './map-table'
import css from './map.module.css'
import { type Bounds, ZOOM_MAX } from './projection'
import { useFleetMap } from './use-fleet-map'

interface Props {
  /** What holds the whole fleet. */
  bounds: Bounds
  /** Looks for them again. */
  onSeek: () => Promise<unknown>
}

export function FleetView({ bounds, onSeek }: Props) {
  const fleet = useFleetMap(bounds, onSeek)
  const { search, frame, view, map, shown } = fleet
  const [pointed, point] = useState<Mark | null>(null)
  const controls = <MapControls onZoom={fleet.zoom} onHome={fleet.home} />
  return (
    <div className={css.view}>
      <div ref={fleet.host} className={css.host}>
        {search.table && (
          <div className={css.table}>
            <MapTable shown={shown} onCloser={fleet.pick} />
          </div>
        )}
        {!search.table && frame && (
          <MapCanvas
            label={labelOf(shown)}
            frame={frame}
            text={search.map}
            view={fleet.addressed}
            marks={fleet.marks}
            map={fleet.live}
            onView={fleet.settle}
            onPass={fleet.pass}
            onHome={fleet.home}
            onPoint={point}
            onPick={({ cluster }) => fleet.pick(cluster)}
          />
        )}
        {map.error && !map.data && (
          <div className={css.error}>
            <ErrorNote error={map.error} onRetry={() => void map.refetch()} />
          </div>
        )}
        {!search.table && controls}
      </div>
      <MapLegend
        shown={shown}
        pointed={search.table ? null : pointed}
        isLast={view.zoom >= ZOOM_MAX}
        beside={search.table && controls}
      />
    </div>
  )
}

function labelOf(shown: readonly Mark[]): string {
  const devices = shown.reduce((sum, { cluster }) => sum + cluster.count, 0)
  return (
    `Map, devices seen: ${count(devices)}, in places: ${count(shown.length)}. ` +
    'Arrows move it, plus and minus zoom, Home shows all; the table says the same.'
  )
}
