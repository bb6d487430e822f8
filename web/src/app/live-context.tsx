import { type Query, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { LiveFeed } from '../lib/live-feed'
import { LiveContext } from '../lib/use-live'
import { useLake } from '../lib/use-lake'
import { hasSeveralPages } from '../lib/use-lake-pages'
import { usePageShown } from '../lib/use-page-shown'

const AT_MOST_EVERY_MS = 2_000

/** Follows the lake, and asks again for what a commit may have changed, but for what is asked at
 * its own times (`keepsItsTime`, and lists of several pages). A page that was left follows nothing: a browser has six connections
 * for all pages of one server. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const lake = useLake()
  const queries = useQueryClient()
  const isShown = usePageShown()
  const [feed, setFeed] = useState<LiveFeed | null>(null)
  useEffect(() => {
    if (!isShown) return
    let waiting = 0
    const refresh = () => {
      if (waiting) return
      waiting = window.setTimeout(() => {
        waiting = 0
        const predicate = ({ meta, state }: Query) =>
          meta?.keepsItsTime !== true && !hasSeveralPages(state.data)
        void queries.invalidateQueries({ refetchType: 'active', predicate })
      }, AT_MOST_EVERY_MS)
    }
    const live = new LiveFeed(lake, refresh)
    setFeed(live)
    void live.run()
    return () => {
      clearTimeout(waiting)
      live.end()
    }
  }, [lake, queries, isShown])
  return <LiveContext value={feed}>{children}</LiveContext>
}
