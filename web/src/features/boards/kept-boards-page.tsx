import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Board, type BoardContent, NAME_MAX } from '../../components/boards/board'
import { useBoards } from '../../components/boards/use-boards'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { useAddress } from '../../lib/use-address'
import { BoardList } from './board-list'
import css from './boards.module.css'
import type { BoardsSearch } from './boards-search'
import { HowToBegin } from './how-to-begin'
import { ImportBoard } from './import-board'
import { KeptBoard } from './kept-board'
import { NameForm } from './name-form'
import { type Undo, UndoNote } from './undo-note'

/** The boards of this browser, one of them open. */
export function KeptBoards() {
  const [{ open }, change] = useAddress<BoardsSearch>()
  const kept = useBoards()
  const [isNaming, setNaming] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [undo, setUndo] = useState<Undo | null>(null)
  const { boards } = kept
  const board = open === undefined ? boards[0] : boards.find(({ id }) => id === open)

  const add = (content: BoardContent) => {
    const added = kept.add(content)
    setNaming(false)
    setFault(null)
    if (added) change({ open: added.id })
  }
  const remove = (gone: Board) => {
    const place = boards.indexOf(gone)
    if (!kept.remove(gone.id)) return
    change({ open: undefined })
    const putBack = () => {
      if (kept.putBack(gone, place)) change({ open: gone.id })
    }
    setUndo({ text: `The board “${gone.name}” is removed.`, putBack })
  }
  const tools = (
    <>
      <Button size="xs" variant="default" onClick={() => setNaming(true)}>
        New board
      </Button>
      <ImportBoard onRead={add} onFault={setFault} />
    </>
  )
  return (
    <Page title="Boards" note="views of Explore, side by side" tools={tools}>
      {isNaming && (
        <NameForm
          label="Name of the new board"
          name=""
          most={NAME_MAX}
          done="Make it"
          onDone={(name) => add({ name, tiles: [] })}
          onCancel={() => setNaming(false)}
        />
      )}
      <Faults words={[fault, kept.fault]} isWhole={kept.isWhole} />
      {boards.length > 0 && <BoardList boards={boards} open={board?.id} />}
      {board ? (
        <KeptBoard key={board.id} {...{ board, kept, setUndo }} onRemove={() => remove(board)} />
      ) : open === undefined ? (
        <HowToBegin />
      ) : (
        <StateNote title="This browser does not keep that board">
          A link with the whole board comes from “Copy link”, there where the board is kept.
        </StateNote>
      )}
      {undo && <UndoNote key={undo.text} undo={undo} onGone={() => setUndo(null)} />}
    </Page>
  )
}

function Faults({ words, isWhole }: { words: (string | null)[]; isWhole: boolean }) {
  const faults = words.filter((word) => word !== null)
  return (
    <>
      {faults.map((fault) => (
        <p key={fault} role="alert" className={css.fault}>
          {fault}
        </p>
      ))}
      {!isWhole && (
        <p role="status" className={css.fault}>
          A part of what this browser keeps cannot be read and is left out. The next change removes it.
        </p>
      )}
    </>
  )
}
