import { useEffect, useState } from 'react'

/** How many units of the outline the world is wide. */
export const LAND_UNITS = 8192

let loading: Promise<Path2D> | undefined

// The outline is a file of its own, so that no page waits for it. It becomes a path once.
async function loadLand(): Promise<Path2D> {
  const { default: svg } = await import('./land.svg?raw')
  return new Path2D(svg.slice(svg.indexOf(' d="') + 4, svg.lastIndexOf('"')))
}

/** The land of the world, when it is there; a map is a map without it. */
export function useLand(): Path2D | null {
  const [land, setLand] = useState<Path2D | null>(null)
  useEffect(() => {
    loading ??= loadLand()
    loading.then(setLand, () => {
      loading = undefined
    })
  }, [])
  return land
}
