// How boards and their tiles are arranged, by buttons, keys and dragging.
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keptBoards } from '../components/boards/kept-boards'
import { keep, startBoards, tile, titles } from '../test-boards'
import { openAt, SCRIPT } from '../test-explore'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(startBoards)
afterEach(() => vi.unstubAllGlobals())

const names = () => keptBoards.read().boards.map(({ name }) => name)

test('tiles are moved by buttons, which keep the keyboard', async () => {
  keep('Hall', 'a', 'b', 'c')
  const { user } = openAt('/boards')
  await user.click(await screen.findByRole('button', { name: 'Arrange' }))
  const button = (name: string, of: string) =>
    within(screen.getByRole('group', { name: `Arrange ${of}` })).getByRole('button', { name })
  button('Move down', 'a').focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(titles()).toEqual(['b', 'a', 'c']))
  expect(screen.getByText('a is 2 of 3')).toBeInTheDocument()
  expect(button('Move down', 'a')).toHaveFocus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(titles()).toEqual(['b', 'c', 'a']))
  expect(button('Move up', 'a')).toHaveFocus()
  expect(button('Move up', 'b')).toBeDisabled()
})

test('a tile is dragged to the place of another', async () => {
  keep('Hall', 'a', 'b', 'c')
  const { user } = openAt('/boards')
  await user.click(await screen.findByRole('button', { name: 'Arrange' }))
  const tools = screen.getByRole('group', { name: 'Arrange c' })
  const dataTransfer = { setData: () => undefined, setDragImage: () => undefined }
  fireEvent.dragStart(within(tools).getByTitle('Drag to another place'), { dataTransfer })
  fireEvent.drop(await tile('a'), { dataTransfer })
  await waitFor(() => expect(titles()).toEqual(['c', 'a', 'b']))
  fireEvent.drop(await tile('b'), { dataTransfer })
  expect(titles()).toEqual(['c', 'a', 'b'])
})

test('a tile is widened, renamed, removed and put back where it was', async () => {
  keep('Hall', 'a', 'b', 'c')
  const { user } = openAt('/boards')
  await user.click(await screen.findByRole('button', { name: 'Arrange' }))
  const tools = within(screen.getByRole('group', { name: 'Arrange b' }))
  await user.click(tools.getByRole('button', { name: 'Make it whole' }))
  expect(keptBoards.read().boards[0]!.tiles[1]!.width).toBe('whole')
  await user.click(tools.getByRole('button', { name: 'Rename' }))
  await user.clear(screen.getByLabelText('Title of the tile'))
  await user.type(screen.getByLabelText('Title of the tile'), `${SCRIPT}{Enter}`)
  await waitFor(() => expect(titles()).toEqual(['a', SCRIPT, 'c']))
  const renamed = within(screen.getByRole('group', { name: `Arrange ${SCRIPT}` }))
  await user.click(renamed.getByRole('button', { name: 'Remove' }))
  await waitFor(() => expect(titles()).toEqual(['a', 'c']))
  expect(screen.getByRole('button', { name: 'Undo' })).toHaveFocus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(titles()).toEqual(['a', SCRIPT, 'c']))
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(document.querySelector('main img')).toBeNull()
})

test('boards are made, renamed, chosen, removed and put back', async () => {
  keep('Hall')
  const { user, history } = openAt('/boards')
  await user.click(await screen.findByRole('button', { name: 'New board' }))
  await user.type(screen.getByLabelText('Name of the new board'), 'Hall{Enter}')
  expect(await screen.findByRole('heading', { level: 2, name: 'Hall 2' })).toBeInTheDocument()
  expect(screen.getByText('Nothing is on this board yet')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Rename' }))
  await user.clear(screen.getByLabelText('Name of the board'))
  await user.type(screen.getByLabelText('Name of the board'), 'Roof{Enter}')
  await waitFor(() => expect(names()).toEqual(['Hall', 'Roof']))
  const list = within(screen.getByRole('navigation', { name: 'Your boards' }))
  await user.click(list.getByRole('link', { name: /Hall/ }))
  expect(await screen.findByRole('heading', { level: 2, name: 'Hall' })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  await waitFor(() => expect(names()).toEqual(['Roof']))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['Hall', 'Roof']))
  expect(await screen.findByRole('heading', { level: 2, name: 'Hall' })).toBeInTheDocument()
  expect(history.location.search).toContain('open=')
})
