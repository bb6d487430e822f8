// Which rows of a long list are drawn: those that are seen and a margin, in pixels from its top.
export interface Seen {
  top: number
  height: number
}
export interface DrawnRow {
  place: number
  /** How many rows are left out just before it. */
  skipped: number
}
const MARGIN_ROWS = 8

/** The rows to draw in order, and how many are left out after the last. `kept` is drawn wherever it
 * is: it may have the focus, which would be lost with it. */
export function drawnRows(count: number, rowHeight: number, { top, height }: Seen, kept: number) {
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight), count - 1) - MARGIN_ROWS)
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + MARGIN_ROWS)
  const places = Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place)
  if (kept >= 0 && kept < count && !places.includes(kept)) places.push(kept)
  places.sort((a, b) => a - b)
  const rows = places.map((place, at) => ({ place, skipped: place - (places[at - 1] ?? -1) - 1 }))
  return { rows, after: count - 1 - (places.at(-1) ?? -1) }
}

/** Where to scroll so that a row is seen whole; nothing where it is. */
export function topToShow(place: number, rowHeight: number, { top, height }: Seen): number | null {
  const above = place * rowHeight
  if (above < top) return above
  const below = above + rowHeight - height
  return below > top ? below : null
}
