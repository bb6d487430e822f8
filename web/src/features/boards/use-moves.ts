import { useEffect, useRef, useState } from 'react'
import type { Board } from '../../components/boards/board'

type By = 'up' | 'down'

/** What was moved, in words, and the keyboard where it was: at the button of the tile that moved. */
export function useMoves(board: Board, place: (id: string, place: number) => void) {
  const [told, tell] = useState('')
  const moved = useRef<{ id: string; by: By } | null>(null)
  useEffect(() => {
    if (!moved.current) return
    const { id, by } = moved.current
    moved.current = null
    const button = (which: By) => `[data-tile="${id}"] [data-move="${which}"]:not(:disabled)`
    const other = by === 'up' ? 'down' : 'up'
    const found = document.querySelector<HTMLElement>(button(by)) ?? document.querySelector<HTMLElement>(button(other))
    found?.focus()
  }, [board])
  const move = (id: string, to: number, by?: By) => {
    const tile = board.tiles.find((each) => each.id === id)
    if (!tile || to < 0 || to >= board.tiles.length) return
    if (by) moved.current = { id, by }
    place(id, to)
    tell(`${tile.title} is ${to + 1} of ${board.tiles.length}`)
  }
  return { told, move }
}
