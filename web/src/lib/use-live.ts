import { createContext, useContext, useSyncExternalStore } from 'react'
import type { LiveFeed, LiveView } from './live-feed'

export const LiveContext = createContext<LiveFeed | null>(null)

const NOTHING: LiveView = { state: 'connecting', fleet: null, rates: [] }
const never = () => () => undefined

export function useLive(): LiveView {
  const feed = useContext(LiveContext)
  return useSyncExternalStore(feed?.subscribe ?? never, feed?.snapshot ?? (() => NOTHING))
}

/** The newest commit that the stream told of: what uses it is not drawn again by what else comes. */
export function useLiveCommit(): number | undefined {
  const feed = useContext(LiveContext)
  return useSyncExternalStore(feed?.subscribe ?? never, () => feed?.snapshot().fleet?.commit)
}
