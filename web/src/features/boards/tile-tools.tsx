import { useState } from 'react'
import { type Tile, type TileContent, TITLE_MAX } from '../../components/boards/board'
import * as icons from '../../components/icons'
import css from './boards.module.css'
import { NameForm } from './name-form'
import { ToolButton } from './tool-button'

interface Props {
  tile: Tile
  place: number
  count: number
  /** `by`: the button it was done by, which keeps the keyboard. */
  onMove: (place: number, by: 'up' | 'down') => void
  onChange: (some: Partial<TileContent>) => void
  onRemove: () => void
}

/** Arranges one tile. */
export function TileTools({ tile, place, count, onMove, onChange, onRemove }: Props) {
  const [isNaming, setNaming] = useState(false)
  const { title, width } = tile
  if (isNaming)
    return (
      <div className={css.tools}>
        <NameForm
          label="Title of the tile"
          name={title}
          most={TITLE_MAX}
          done="Rename"
          onCancel={() => setNaming(false)}
          onDone={(name) => {
            onChange({ title: name })
            setNaming(false)
          }}
        />
      </div>
    )
  return (
    <div className={css.tools} role="group" aria-label={`Arrange ${title}`}>
      <span className={css.grip} draggable title="Drag to another place">
        <icons.IconGripVertical size={15} aria-hidden />
      </span>
      <ToolButton
        word="Move up"
        mark="up"
        icon={icons.IconArrowUp}
        disabled={place === 0}
        onClick={() => onMove(place - 1, 'up')}
      />
      <ToolButton
        word="Move down"
        mark="down"
        icon={icons.IconArrowDown}
        disabled={place === count - 1}
        onClick={() => onMove(place + 1, 'down')}
      />
      <ToolButton
        word={width === 'half' ? 'Make it whole' : 'Make it half'}
        icon={icons.IconArrowsHorizontal}
        onClick={() => onChange({ width: width === 'half' ? 'whole' : 'half' })}
      />
      <ToolButton word="Rename" icon={icons.IconPencil} onClick={() => setNaming(true)} />
      <ToolButton word="Remove" icon={icons.IconTrash} onClick={onRemove} />
    </div>
  )
}
