import { useMemo } from 'react'
import type { Lines } from './rows'

/** The lines to draw, with the place of each in the order of colours. A group that is not there
 * leaves all of them. */
export function useShown({ x, lines }: Lines, only: string | undefined) {
  return useMemo(() => {
    const all = lines.map((_, place) => place)
    const chosen = all.filter((place) => lines[place]!.name === only)
    const places = chosen.length > 0 ? chosen : all
    return { shown: { x, lines: places.map((place) => lines[place]!) }, places }
  }, [x, lines, only])
}
