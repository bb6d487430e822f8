import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Board, NAME_MAX, type Tile } from '../../components/boards/board'
import { changeTile, placeTile, putInto, removeTile } from '../../components/boards/board-changes'
import type { useBoards } from '../../components/boards/use-boards'
import { StateNote } from '../../components/state-note'
import { PATHS } from '../../config/paths'
import { useAddress } from '../../lib/use-address'
import { AgainChoice } from './again-choice'
import { BoardHead } from './board-head'
import css from './boards.module.css'
import type { BoardsSearch } from './boards-search'
import { NameForm } from './name-form'
import { useShare } from './share-actions'
import { TileGrid } from './tile-grid'
import { TileTools } from './tile-tools'
import type { Undo } from './undo-note'
import { useMoves } from './use-moves'
import { useTurns } from './use-turns'

interface Props {
  board: Board
  kept: ReturnType<typeof useBoards>
  setUndo: (undo: Undo) => void
  onRemove: () => void
}

/** A board of this browser: shown, and arranged where somebody wants to. */
export function KeptBoard({ board, kept, setUndo, onRemove }: Props) {
  const [{ every }] = useAddress<BoardsSearch>()
  const [isArranging, setArranging] = useState(false)
  const [isNaming, setNaming] = useState(false)
  const share = useShare(board)
  const turns = useTurns(every)
  const change = (some: (board: Board) => Board) => kept.change(board.id, some)
  const { told, move } = useMoves(board, (id, place) => change((before) => placeTile(before, id, place)))
  const removeOne = (tile: Tile, place: number) => {
    if (!change((before) => removeTile(before, tile.id))) return
    const putBack = () => void change((before) => ({ ...before, tiles: putInto(before.tiles, tile, place) }))
    setUndo({ text: `The tile “${tile.title}” is removed.`, putBack })
  }
  return (
    <>
      <BoardHead name={board.name}>
        <AgainChoice onAskAgain={turns.askAll} />
        <Button size="xs" variant="default" aria-pressed={isArranging} onClick={() => setArranging(!isArranging)}>
          {isArranging ? 'Done arranging' : 'Arrange'}
        </Button>
        {share.buttons}
        <Button size="xs" variant="default" onClick={() => setNaming(true)}>
          Rename
        </Button>
        <Button size="xs" variant="default" onClick={onRemove}>
          Remove
        </Button>
      </BoardHead>
      {isNaming && (
        <NameForm
          label="Name of the board"
          name={board.name}
          most={NAME_MAX}
          done="Rename"
          onCancel={() => setNaming(false)}
          onDone={(name) => {
            kept.rename(board.id, name)
            setNaming(false)
          }}
        />
      )}
      {share.field}
      <p className={css.told} role="status">
        {share.word}
      </p>
      <p className={css.hidden} role="status">
        {told}
      </p>
      {board.tiles.length === 0 && <Empty />}
      <TileGrid tiles={board.tiles} turns={turns} {...(isArranging ? { onPlace: move } : {})}>
        {(tile, place) =>
          isArranging && (
            <TileTools
              tile={tile}
              place={place}
              count={board.tiles.length}
              onMove={(to, by) => move(tile.id, to, by)}
              onChange={(some) => void change((before) => changeTile(before, tile.id, some))}
              onRemove={() => removeOne(tile, place)}
            />
          )
        }
      </TileGrid>
    </>
  )
}

function Empty() {
  return (
    <StateNote title="Nothing is on this board yet">
      Look at something on <Link to={PATHS.explore}>Explore</Link> and press “Keep on a board”.
    </StateNote>
  )
}
