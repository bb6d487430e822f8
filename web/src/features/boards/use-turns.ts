import { useEffect, useState } from 'react'
import { useAsOf } from '../../lib/use-as-of'
import type { Minutes } from './boards-search'

interface Turns {
  newest: number
  all: number
  tiles: Record<string, number>
}

/** Numbers that grow with each wish to ask again: for all tiles, for one, or as time passes. What
 * was does not change, so that a page that looks back asks by the button alone. */
export function useTurns(every: Minutes | undefined) {
  const [{ all, tiles }, setTurns] = useState<Turns>({ newest: 0, all: 0, tiles: {} })
  const askAll = () => setTurns(({ newest }) => ({ newest: newest + 1, all: newest + 1, tiles: {} }))
  const askTile = (id: string) =>
    setTurns((before) => {
      const newest = before.newest + 1
      return { ...before, newest, tiles: { ...before.tiles, [id]: newest } }
    })
  const isPast = useAsOf() !== undefined
  useEffect(() => {
    if (!every || isPast) return
    const timer = setInterval(() => {
      if (!document.hidden) askAll()
    }, every * 60_000)
    return () => clearInterval(timer)
  }, [every, isPast])
  return { turnOf: (id: string) => tiles[id] ?? all, askAll, askTile }
}
