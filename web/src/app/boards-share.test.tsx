// How a board of the page Boards goes elsewhere and comes back: by a link and by a file.
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type BoardContent, textOfBoard } from '../components/boards/board'
import { withIds } from '../components/boards/board-changes'
import { linkOfBoard } from '../components/boards/board-link'
import { keptBoards } from '../components/boards/kept-boards'
import { startBoards } from '../test-boards'
import { openAt, SCRIPT, server } from '../test-explore'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(startBoards)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const BOARD: BoardContent = {
  name: SCRIPT,
  tiles: [{ title: SCRIPT, width: 'whole', view: { signals: ['temperature'], devices: ['pump-7'] } }],
}
const file = (text: string, name = 'hall.json') => new File([text], name, { type: 'application/json' })
const boards = () => keptBoards.read().boards

test('a link has the whole board: it is shown without being kept, and can be kept', async () => {
  keptBoards.write([withIds(BOARD)])
  const first = openAt('/boards?lake=plant&as_of=3')
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  await first.user.click(await screen.findByRole('button', { name: 'Copy link' }))
  expect(await screen.findByText('The link is copied: it has the whole board')).toBeInTheDocument()
  const link = new URL(write.mock.calls[0]![0])
  expect(link.searchParams.get('lake')).toBe('plant')
  expect(link.searchParams.get('as_of')).toBe('3')

  localStorage.clear()
  cleanup()
  server.asked.length = 0
  const { user, history } = openAt(link.pathname + link.search)
  expect(await screen.findByRole('heading', { level: 2, name: SCRIPT })).toBeInTheDocument()
  expect(await screen.findByRole('region', { name: SCRIPT })).toBeInTheDocument()
  expect(document.querySelector('main img')).toBeNull()
  await waitFor(() => expect(server.asked.at(-1)).toMatchObject({ as_of: '3' }))
  expect(localStorage).toHaveLength(0)
  expect(screen.queryByRole('button', { name: 'Arrange' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Keep it' }))
  expect(await screen.findByRole('button', { name: 'Arrange' })).toBeInTheDocument()
  expect(boards()).toMatchObject([BOARD])
  expect(history.location.search).not.toContain('board=')
})

test('a link that is damaged says so', async () => {
  openAt(`/boards?board=${(await linkOfBoard(BOARD)).slice(0, 30)}`)
  expect(await screen.findByText('This link shows no board')).toBeInTheDocument()
  expect(screen.getByText(/a part of it was lost or changed/)).toBeInTheDocument()
})

test('without a clipboard the link is there to be taken', async () => {
  keptBoards.write([withIds(BOARD)])
  const { user } = openAt('/boards')
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
  await user.click(await screen.findByRole('button', { name: 'Copy link' }))
  const text = (await screen.findByLabelText<HTMLTextAreaElement>('Text to copy')).value
  expect(new URL(text).searchParams.get('board')).toBe(await linkOfBoard(BOARD))
})

test('a board that is too long for a link says what to do', async () => {
  vi.stubGlobal('CompressionStream', undefined)
  const tiles = Array.from({ length: 40 }, () => BOARD.tiles[0]!)
  keptBoards.write([withIds({ name: 'Hall', tiles })])
  const { user } = openAt('/boards')
  await user.click(await screen.findByRole('button', { name: 'Copy link' }))
  expect(await screen.findByText(/^A link to this board has [\d,]+ characters, more than 6,000: export it as JSON$/)).toBeInTheDocument()
})

test('a board is saved as a file that an import takes', async () => {
  keptBoards.write([withIds(BOARD)])
  const { user } = openAt('/boards')
  const make = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  expect(click.mock.contexts[0]).toHaveProperty('download', 'img-src-x-onerror-alert-1.json')
  const text = await (make.mock.calls[0]![0] as Blob).text()
  expect(text).toBe(`${textOfBoard(BOARD, 2)}\n`)
  await user.upload(screen.getByLabelText('A file with a board'), file(text))
  await waitFor(() => expect(boards().map(({ name }) => name)).toEqual([SCRIPT, `${SCRIPT} 2`]))
  expect(await screen.findByRole('heading', { level: 2, name: `${SCRIPT} 2` })).toBeInTheDocument()
})

test('a file that is no board is refused with what is wrong and where', async () => {
  const { user } = openAt('/boards')
  const field = await screen.findByLabelText('A file with a board')
  await user.upload(field, file(textOfBoard(BOARD).replace('whole', 'third')))
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'hall.json is not taken: tiles[0].width is “third”: “half” or “whole” was expected',
  )
  await user.upload(field, file(' '.repeat(1_000_001), 'large.json'))
  await waitFor(() =>
    expect(screen.getByRole('alert')).toHaveTextContent('large.json is not taken: it has more than 1,000,000 bytes'),
  )
  expect(boards()).toEqual([])
  await user.upload(field, file(textOfBoard(BOARD)))
  expect(await screen.findByRole('heading', { level: 2, name: SCRIPT })).toBeInTheDocument()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what cannot be read of what is kept is told', async () => {
  localStorage.setItem('telltale-boards', '{"version":1,"boards":[7]}')
  openAt('/boards')
  expect(await screen.findByText(/cannot be read and is left out/)).toBeInTheDocument()
})

test('a full browser is told, and nothing changes', async () => {
  keptBoards.write([withIds(BOARD)])
  const { user } = openAt('/boards')
  const button = await screen.findByRole('button', { name: 'Remove' })
  const text = localStorage.getItem('telltale-boards')
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  vi.stubGlobal('localStorage', { getItem: () => text, setItem })
  await user.click(button)
  expect(await screen.findByRole('alert')).toHaveTextContent('this browser keeps nothing more')
  expect(screen.getByRole('heading', { level: 2, name: SCRIPT })).toBeInTheDocument()
})
