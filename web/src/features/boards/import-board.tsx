import { Button } from '@mantine/core'
import { useRef } from 'react'
import { type BoardContent, BoardFault, boardOfText } from '../../components/boards/board'
import { count } from '../../lib/format'
import css from './boards.module.css'

const BYTES_MAX = 1_000_000

interface Props {
  onRead: (board: BoardContent) => void
  onFault: (fault: string) => void
}

/** Reads a board from a file that an export made. */
export function ImportBoard({ onRead, onFault }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const read = async (file: File) => {
    try {
      onRead(await boardOfFile(file))
    } catch (cause) {
      onFault(`${file.name} is not taken: ${(cause as Error).message}`)
    }
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => field.current!.click()}>
        Import
      </Button>
      <input
        ref={field}
        className={css.hidden}
        type="file"
        accept=".json,application/json"
        aria-label="A file with a board"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) void read(file)
          currentTarget.value = '' // so that the same file can be chosen again
        }}
      />
    </>
  )
}

async function boardOfFile(file: File): Promise<BoardContent> {
  if (file.size > BYTES_MAX) throw new BoardFault(`it has more than ${count(BYTES_MAX)} bytes`)
  return boardOfText(await file.text())
}
