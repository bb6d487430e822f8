import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Cluster, useMap } from '../../../api/get-map'
import { useAddress } from '../../../lib/use-address'
import { marksOf, shownOf } from './clusters'
import type { LiveMap } from './live-map'
import type { MapSearch } from './map-search'
import * as earth from './projection'
import { questionOf } from './question'
import { useFrame } from './use-frame'

const CLUSTER_STEPS = 2 // of zoom, by picking one
const BEFORE: earth.Frame = { width: 800, height: 400 } // until the place of the map is measured

/** Where a map is that moves, until the address says something else than before. */
interface Passing {
  from: string | undefined
  view: earth.View
}

/** What is shown of the fleet within `bounds`, and how it is moved. `seek` looks for its bounds. */
export function useFleetMap(bounds: earth.Bounds, seek: () => Promise<unknown>) {
  const [search, change] = useAddress<MapSearch>({ hasSteps: false })
  const navigate = useNavigate()
  const host = useRef<HTMLDivElement>(null)
  const live = useRef<LiveMap | null>(null)
  const [isSought, setSought] = useState(false) // nothing else is asked meanwhile
  const measured = useFrame(host)
  const frame = measured ?? BEFORE
  const [passing, setPassing] = useState<Passing | null>(null)
  const addressed = useMemo(
    () => earth.clamped(earth.viewFrom(search.map) ?? earth.viewOf(bounds, frame), frame),
    [search.map, bounds, frame],
  )
  // Whoever comes back to an address means what it says.
  useEffect(() => setPassing((moved) => (moved && moved.from !== search.map ? null : moved)), [search.map])
  const view = passing && passing.from === search.map ? passing.view : addressed
  const map = useMap(measured && !isSought ? questionOf(view, frame) : null)
  const marks = useMemo(() => marksOf(map.data?.clusters ?? [], view.zoom), [map.data, view.zoom])
  const shown = useMemo(() => shownOf(marks, view, frame), [marks, view, frame])

  const pass = (moved: earth.View) => setPassing({ from: search.map, view: moved })
  const settle = (moved: earth.View) => {
    pass(moved) // until the address is there, and where it is the same
    change({ map: earth.viewText(moved) })
  }
  // The table has no picture that moves first.
  const move = (to: (view: earth.View, frame: earth.Frame) => earth.View) => {
    if (live.current) live.current.motion.move(to)
    else settle(earth.clamped(to(view, frame), frame))
  }
  const zoom = (steps: number) => move((from) => earth.zoomed(from, frame, steps))
  const home = () => {
    live.current?.motion.show(earth.viewOf(bounds, frame))
    setPassing(null)
    setSought(true)
    void seek().finally(() => setSought(false))
    change({ map: undefined })
  }
  const pick = (cluster: Cluster) => {
    const { device_id: device, longitude, latitude } = cluster
    if (device === null)
      return move(({ zoom: steps }) => ({
        x: earth.xOf(longitude),
        y: earth.yOf(latitude),
        zoom: steps + CLUSTER_STEPS,
      }))
    live.current?.motion.rest()
    void navigate({ to: '/devices/$', params: { _splat: device } })
  }
  return { search, host, live, frame: measured, view, addressed, map, marks, shown, pass, settle, zoom, home, pick }
}
