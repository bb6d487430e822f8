import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { type Cluster, useMap } from '../../../api/get-map'
import { ErrorNote } from '../../../components/state-note'
import { count } from '../../../lib/format'
import { useAddress } from '../../../lib/use-address'
import { type Mark, marksOf, shownOf } from './clusters'
import type { LiveMap } from './live-map'
import { MapCanvas } from './map-canvas'
import { MapControls } from './map-controls'
import { MapLegend } from './map-legend'
import type { MapSearch } from './map-search'
import { MapTable } from './map-table'
import css from './map.module.css'
import type { Motion } from './motion'
import { type Bounds, clamped, type Frame, type View, viewFrom, viewOf, viewText, xOf, yOf, ZOOM_MAX, zoomed } from './projection'
import { questionOf } from './question'
import { useFrame } from './use-frame'

const CLUSTER_STEPS = 2 // of zoom, by picking one
const BEFORE: Frame = { width: 800, height: 400 } // until the place of the map is measured

interface Props {
  /** What holds the whole fleet. */
  bounds: Bounds
  onHome: () => void
}

export function FleetView({ bounds, onHome }: Props) {
  const [search, change] = useAddress<MapSearch>()
  const navigate = useNavigate()
  const host = useRef<HTMLDivElement>(null)
  const live = useRef<LiveMap | null>(null)
  const [pointed, point] = useState<Mark | null>(null)
  const measured = useFrame(host)
  const frame = measured ?? BEFORE
  const view = useMemo(
    () => clamped(viewFrom(search.map) ?? viewOf(bounds, frame), frame),
    [search.map, bounds, frame],
  )
  const map = useMap(measured && questionOf(view, frame))
  const marks = useMemo(() => marksOf(map.data?.clusters ?? [], view.zoom), [map.data, view.zoom])
  const shown = useMemo(() => shownOf(marks, view, frame), [marks, view, frame])

  const settle = (moved: View) => change({ map: viewText(moved) })
  const home = () => {
    live.current?.motion.show(viewOf(bounds, frame))
    change({ map: undefined })
    onHome()
  }
  const zoom = (steps: number) => {
    if (live.current) live.current.motion.zoom(steps)
    else settle(zoomed(view, frame, steps))
  }
  const pick = ({ cluster }: { cluster: Cluster }, motion?: Motion) => {
    if (cluster.device_id !== null) {
      motion?.rest()
      return void navigate({ to: '/devices/$', params: { _splat: cluster.device_id } })
    }
    const closer = () => ({ x: xOf(cluster.longitude), y: yOf(cluster.latitude), zoom: view.zoom + CLUSTER_STEPS })
    if (motion) motion.move((now) => ({ ...closer(), zoom: now.zoom + CLUSTER_STEPS }))
    else settle(clamped(closer(), frame))
  }

  const controls = <MapControls onZoom={zoom} onHome={home} />
  return (
    <div className={css.view}>
      <div ref={host} className={css.host}>
        {search.table ? (
          <div className={css.table}>
            <MapTable shown={shown} onCloser={(cluster) => pick({ cluster })} />
          </div>
        ) : (
          measured && (
            <MapCanvas
              label={labelOf(shown)}
              frame={frame}
              text={search.map}
              view={view}
              marks={marks}
              map={live}
              onView={settle}
              onHome={home}
              onPoint={point}
              onPick={pick}
            />
          )
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
    `Map of ${count(devices)} devices in ${count(shown.length)} places. ` +
    'Arrows move it, plus and minus zoom, Home shows all; the table says the same.'
  )
}
