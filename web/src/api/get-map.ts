import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askJson } from '../lib/api-client'
import { keepOld } from '../lib/keep-old'
import type { Schemas } from '../lib/schemas'
import { useLake } from '../lib/use-lake'
import { useLiveCommit } from '../lib/use-live'

/** Devices that stand in one cell of the map: at the mean of their places. */
export type Cluster = Schemas['MapCluster']
export type FleetMap = Schemas['FleetMap']
/** Degrees; `cells`: how many parts the longitudes are cut into. */
export interface MapQuestion {
  west: number
  south: number
  east: number
  north: number
  cells: number
}
const EVERY_MS = 15_000 // for devices that fall silent, which is no commit
const AT_MOST_EVERY_MS = 5_000

/** What is seen of the fleet; without a question nothing is asked. One that is no longer meant is
 * ended, so that there is one at most; what was seen before stays until the answer is there. */
export function useMap(question: MapQuestion | null) {
  const lake = useLake()
  const isAsked = question !== null
  const queryKey = ['/v1/map', lake, undefined, question]
  const map = useQuery({
    queryKey,
    queryFn: ({ signal }) => askMap(lake, question!, signal),
    enabled: isAsked,
    refetchInterval: EVERY_MS,
    placeholderData: keepOld(queryKey),
    meta: { keepsItsTime: true },
  })
  const { data, dataUpdatedAt, refetch } = map
  const commit = useLiveCommit()
  const isOld = isAsked && data !== undefined && commit !== undefined && commit > data.commit
  useEffect(() => {
    if (!isOld) return
    const wait = Math.max(0, dataUpdatedAt + AT_MOST_EVERY_MS - Date.now())
    const timer = setTimeout(() => void refetch({ cancelRefetch: false }), wait)
    return () => clearTimeout(timer)
  }, [isOld, dataUpdatedAt, refetch])
  return map
}

export function askMap(lake: string | undefined, question: MapQuestion, signal: AbortSignal) {
  return askJson<FleetMap>('/v1/map', { lake, parameters: { ...question }, signal })
}
