import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type Board, NAME_MAX, TITLE_MAX } from '../../components/boards/board'
import { withId } from '../../components/boards/board-changes'
import { useBoards } from '../../components/boards/use-boards'
import type { ExploreSearch } from '../../components/charts/choice'
import { Select } from '../../components/select'
import { PATHS } from '../../config/paths'
import css from './explore.module.css'

interface Props {
  /** What the address says, and the title that is offered. */
  view: ExploreSearch
  title: string
  onClose: () => void
}
const ANOTHER = '+ a new board'

/** Puts the view that is shown on a board of this browser. */
export function KeepOnBoard({ view, title, onClose }: Props) {
  const { boards, fault, add, change } = useBoards()
  const [chosen, choose] = useState(boards.at(-1)?.name ?? ANOTHER)
  const [text, setText] = useState(title)
  const [name, setName] = useState('')
  const [keptOn, setKeptOn] = useState<Board | null>(null)
  const board = boards.find((each) => each.name === chosen)

  const keep = (event: FormEvent) => {
    event.preventDefault()
    const tile = { title: text.trim() || title, width: 'half', view } as const
    if (!board) return setKeptOn(add({ name: name.trim() || 'My board', tiles: [tile] }))
    const isKept = change(board.id, (before) => ({ ...before, tiles: [...before.tiles, withId(tile)] }))
    setKeptOn(isKept ? board : null)
  }
  if (keptOn) return <IsKept board={keptOn} onClose={onClose} />
  return (
    <form
      className={css.keep}
      aria-label="Keep on a board"
      onSubmit={keep}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <label className={css.field}>
        <span>Title</span>
        <input
          className={css.input}
          autoFocus
          autoComplete="off"
          maxLength={TITLE_MAX}
          size={36}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label className={css.field}>
        <span>Board</span>
        <Select
          label="Board"
          value={board ? chosen : ANOTHER}
          options={[...boards.map((each) => each.name), ANOTHER]}
          onChange={choose}
        />
      </label>
      {!board && (
        <label className={css.field}>
          <span>Its name</span>
          <input
            className={css.input}
            autoComplete="off"
            maxLength={NAME_MAX}
            placeholder="My board"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
      )}
      <Button size="xs" type="submit">
        Keep
      </Button>
      <Button size="xs" variant="default" onClick={onClose}>
        Cancel
      </Button>
      {fault && <p role="alert">{fault}</p>}
    </form>
  )
}

function IsKept({ board, onClose }: { board: Board; onClose: () => void }) {
  return (
    <div className={css.keep} role="status">
      <span>
        It is on the board <b>{board.name}</b>.
      </span>
      <Link to={PATHS.boards} search={{ open: board.id }}>
        Open the board
      </Link>
      <Button size="xs" variant="default" autoFocus onClick={onClose}>
        Done
      </Button>
    </div>
  )
}
