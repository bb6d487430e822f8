import { useState, useSyncExternalStore } from 'react'
import type { Board, BoardContent } from './board'
import { freeName, putInto, withIds } from './board-changes'
import { keptBoards } from './kept-boards'

/** The boards that this browser keeps, and what may be done to them. What cannot be kept changes
 * nothing and is told by `fault`. */
export function useBoards() {
  const { boards, isWhole } = useSyncExternalStore(keptBoards.subscribe, keptBoards.read)
  const [fault, setFault] = useState<string | null>(null)

  // Of what is kept at the moment, as another tab may have changed it.
  const write = (change: (boards: Board[]) => Board[]): boolean => {
    try {
      keptBoards.write(change(keptBoards.read().boards))
      setFault(null)
      return true
    } catch (cause) {
      setFault((cause as Error).message)
      return false
    }
  }
  /** Gives the new board, or nothing where it cannot be kept. */
  const add = (content: BoardContent): Board | null => {
    const name = freeName(content.name, namesOf(keptBoards.read().boards))
    const board = withIds({ ...content, name })
    return write((before) => [...before, board]) ? board : null
  }
  const change = (id: string, some: (board: Board) => Board) =>
    write((before) => before.map((board) => (board.id === id ? some(board) : board)))
  const rename = (id: string, name: string) =>
    write((before) => {
      const others = before.filter((board) => board.id !== id)
      return before.map((board) => (board.id === id ? { ...board, name: freeName(name, namesOf(others)) } : board))
    })
  const remove = (id: string) => write((before) => before.filter((board) => board.id !== id))
  const putBack = (board: Board, place: number) =>
    write((before) => {
      const name = freeName(board.name, namesOf(before))
      return putInto(before, { ...board, name }, place)
    })
  return { boards, isWhole, fault, add, change, rename, remove, putBack }
}

function namesOf(boards: Board[]): string[] {
  return boards.map(({ name }) => name)
}
