import { type DragEvent, type ReactNode, useState } from 'react'
import type { Tile } from '../../components/boards/board'
import css from './boards.module.css'
import { TileCard } from './tile-card'
import type { useTurns } from './use-turns'

interface Props {
  tiles: Tile[]
  turns: ReturnType<typeof useTurns>
  children?: (tile: Tile, place: number) => ReactNode
  /** There where tiles may be moved. */
  onPlace?: (id: string, place: number) => void
}

/** Tiles in the order of reading, two beside each other where they are half as wide. */
export function TileGrid({ tiles, turns, children, onPlace }: Props) {
  const [dragged, drag] = useState<string | null>(null)
  const begin = (event: DragEvent<HTMLElement>) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-tile]')
    if (!card) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', card.getAttribute('aria-label') ?? '')
    event.dataTransfer.setDragImage(card, 20, 20)
    drag(card.dataset.tile ?? null)
  }
  const onto = (place: number) => ({
    onDragOver: (event: DragEvent) => dragged !== null && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      if (dragged !== null) onPlace?.(dragged, place)
      drag(null)
    },
  })
  return (
    <div className={css.grid} onDragStart={onPlace && begin} onDragEnd={() => drag(null)}>
      {tiles.map((tile, place) => (
        <div
          key={tile.id}
          className={css.place}
          data-width={tile.width}
          data-dragged={tile.id === dragged || undefined}
          {...(onPlace ? onto(place) : {})}
        >
          <TileCard tile={tile} turn={turns.turnOf(tile.id)} onAskAgain={() => turns.askTile(tile.id)}>
            {children?.(tile, place)}
          </TileCard>
        </div>
      ))}
    </div>
  )
}
