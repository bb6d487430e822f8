import { Link } from '@tanstack/react-router'
import type { Board } from '../../components/boards/board'
import { PATHS } from '../../config/paths'
import { count } from '../../lib/format'
import css from './boards.module.css'
import type { BoardsSearch } from './boards-search'

export function BoardList({ boards, open }: { boards: Board[]; open: string | undefined }) {
  return (
    <nav className={css.list} aria-label="Your boards">
      {boards.map(({ id, name, tiles }) => (
        <Link
          key={id}
          to={PATHS.boards}
          search={({ every }: BoardsSearch) => ({ open: id, ...(every ? { every } : {}) })}
          aria-current={id === open ? 'page' : undefined}
        >
          {name} <small>{count(tiles.length)}</small>
        </Link>
      ))}
    </nav>
  )
}
