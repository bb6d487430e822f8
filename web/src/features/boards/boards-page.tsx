import { useAddress } from '../../lib/use-address'
import type { BoardsSearch } from './boards-search'
import { KeptBoards } from './kept-boards-page'
import { SharedBoard } from './shared-board'

export function BoardsPage() {
  const [{ board }] = useAddress<BoardsSearch>()
  return board === undefined ? <KeptBoards /> : <SharedBoard key={board} link={board} />
}
