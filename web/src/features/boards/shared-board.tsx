import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Board, BoardContent } from '../../components/boards/board'
import { boardOfLink } from '../../components/boards/board-link'
import { useBoards } from '../../components/boards/use-boards'
import { Page } from '../../components/page'
import { StateNote, Waiting } from '../../components/state-note'
import { PATHS } from '../../config/paths'
import { useAddress } from '../../lib/use-address'
import { AgainChoice } from './again-choice'
import { BoardHead } from './board-head'
import css from './boards.module.css'
import type { BoardsSearch } from './boards-search'
import { useShare } from './share-actions'
import { TileGrid } from './tile-grid'
import { useTurns } from './use-turns'

/** A board that stands in the address, of which nothing is kept. */
export function SharedBoard({ link }: { link: string }) {
  const board = useQuery({
    queryKey: ['board', link],
    queryFn: async () => withPlaces(await boardOfLink(link)),
    staleTime: 'static',
    networkMode: 'always',
    retry: false,
  })
  return (
    <Page title="Boards" note="one that came with a link">
      {board.data ? (
        <Shared board={board.data} />
      ) : board.error ? (
        <StateNote title="This link shows no board">
          {sentenceOf(board.error)} <Link to={PATHS.boards}>See your own boards</Link>
        </StateNote>
      ) : (
        <Waiting rows={8} />
      )}
    </Page>
  )
}

function sentenceOf({ message }: Error): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}

// Nothing is moved here, so that the place of a tile is a name for it.
function withPlaces({ name, tiles }: BoardContent): Board {
  return { id: 'shared', name, tiles: tiles.map((tile, place) => ({ id: `t${place}`, ...tile })) }
}

function Shared({ board }: { board: Board }) {
  const [{ every }] = useAddress<BoardsSearch>()
  const navigate = useNavigate()
  const { add, fault } = useBoards()
  const share = useShare(board)
  const turns = useTurns(every)
  const keep = () => {
    const added = add(board)
    if (added) void navigate({ to: PATHS.boards, search: { open: added.id } })
  }
  return (
    <>
      <div className={css.undo}>
        <span>This board stands in the link alone. Keep it to change it and to find it again.</span>
        <Button size="compact-xs" onClick={keep}>
          Keep it
        </Button>
        <Link to={PATHS.boards}>See your own boards</Link>
        {fault && <span role="alert">{fault}</span>}
      </div>
      <BoardHead name={board.name}>
        <AgainChoice onAskAgain={turns.askAll} />
        {share.buttons}
      </BoardHead>
      {share.field}
      <p className={css.told} role="status">
        {share.word}
      </p>
      {board.tiles.length === 0 && <StateNote title="Nothing is on this board" />}
      <TileGrid tiles={board.tiles} turns={turns} />
    </>
  )
}
