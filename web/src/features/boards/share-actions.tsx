import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type BoardContent, textOfBoard } from '../../components/boards/board'
import { LINK_CHARACTERS_MAX, linkOfBoard } from '../../components/boards/board-link'
import { TextToCopy } from '../../components/text-to-copy'
import { PATHS } from '../../config/paths'
import { count } from '../../lib/format'
import { saveAs, writeClipboard } from '../../lib/take-away'

type Told = { word: string; text?: string } | null

/** Gives a board away: as a link that has all of it, or as a file. */
export function useShare(board: BoardContent) {
  const address = useAddressWith()
  const [told, tell] = useState<Told>(null)
  useEffect(() => tell(null), [board])

  const copyLink = async () => {
    const link = await linkOfBoard(board)
    if (link.length > LINK_CHARACTERS_MAX) return tell({ word: tooLong(link.length) })
    const text = address(link)
    const isCopied = await writeClipboard(text)
    tell(isCopied ? { word: 'The link is copied: it has the whole board' } : { word: 'Copy it from here', text })
  }
  const exportFile = () => {
    saveAs(new Blob([`${textOfBoard(board, 2)}\n`], { type: 'application/json' }), fileNameOf(board.name))
    tell({ word: 'The board is saved as JSON' })
  }
  const buttons = (
    <>
      <Button size="xs" variant="default" onClick={() => void copyLink()}>
        Copy link
      </Button>
      <Button size="xs" variant="default" onClick={exportFile}>
        Export
      </Button>
    </>
  )
  const field = told?.text !== undefined && <TextToCopy text={told.text} />
  return { buttons, field, word: told?.word }
}

// To the same lake at the same time, as every link.
function useAddressWith() {
  const router = useRouter()
  return (board: string) =>
    location.origin + router.buildLocation({ to: PATHS.boards, search: { board } }).href
}

function tooLong(characters: number): string {
  const most = count(LINK_CHARACTERS_MAX)
  return `A link to this board has ${count(characters)} characters, more than ${most}: export it as JSON`
}

function fileNameOf(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')
  return `${plain || 'board'}.json`
}
