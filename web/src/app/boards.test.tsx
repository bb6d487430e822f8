// The page Boards as it is seen: what is kept on a board, and tiles that ask when they are near.
import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TileContent } from '../components/boards/board'
import { withIds } from '../components/boards/board-changes'
import { keptBoards } from '../components/boards/kept-boards'
import { askedOf, far, keep, move, startBoards, tile, titles } from '../test-boards'
import { openAt, openExplore, SCRIPT, server } from '../test-explore'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(startBoards)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('who has no board is told what one is and how to begin', async () => {
  openAt('/boards')
  expect(await screen.findByText('There are no boards yet')).toBeInTheDocument()
  expect(within(screen.getByRole('main')).getByRole('link', { name: 'Explore' })).toHaveAttribute('href', '/explore')
})

test('a view of Explore is kept on a new board and on one that is there', async () => {
  const { user, history } = openExplore({ by: 'device_type', span: 'week', as_of: 3 })
  await user.click(await screen.findByRole('button', { name: 'Keep on a board' }))
  const form = within(await screen.findByRole('form', { name: 'Keep on a board' }))
  expect(form.getByLabelText('Title')).toHaveValue('temperature over time, by device_type')
  await user.type(form.getByLabelText('Its name'), SCRIPT)
  await user.click(form.getByRole('button', { name: 'Keep' }))
  await user.click(await screen.findByRole('button', { name: 'Done' }))
  await user.click(screen.getByRole('button', { name: 'Keep on a board' }))
  expect(screen.getByLabelText('Board')).toHaveValue(SCRIPT)
  await user.clear(screen.getByLabelText('Title'))
  await user.type(screen.getByLabelText('Title'), '<b>x</b>{Enter}')
  await user.click(await screen.findByRole('link', { name: 'Open the board' }))
  expect(await screen.findByRole('heading', { level: 2, name: SCRIPT })).toBeInTheDocument()
  expect(titles()).toEqual(['temperature over time, by device_type', '<b>x</b>'])
  expect(document.querySelector('main img, main b')).toBeNull()
  expect(keptBoards.read().boards[0]!.tiles[0]!.view).toEqual({ by: 'device_type', span: 'week', signals: ['temperature'] })
  expect(history.location.search).toContain('as_of=3')
})

test('Escape gives up keeping, and the button has the keyboard again', async () => {
  const { user } = openExplore()
  await user.click(await screen.findByRole('button', { name: 'Keep on a board' }))
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('form', { name: 'Keep on a board' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Keep on a board' })).toHaveFocus()
})

test('a tile asks when it comes near, and again by its button, as far as it is near', async () => {
  keep('Hall', 'one', 'two')
  far.add('two')
  const { user } = openAt('/boards')
  expect(await within(await tile('one')).findByRole('button', { name: 'lock' })).toBeInTheDocument()
  expect([askedOf('one'), askedOf('two')]).toEqual([1, 0])
  act(() => move('two', 'near'))
  expect(await within(await tile('two')).findByRole('button', { name: 'lock' })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Ask again: two' }))
  await waitFor(() => expect([askedOf('one'), askedOf('two')]).toEqual([1, 2]))
  act(() => move('two', 'far'))
  await user.click(screen.getByRole('button', { name: 'Ask again' }))
  await waitFor(() => expect([askedOf('one'), askedOf('two')]).toEqual([2, 2]))
  act(() => move('two', 'near'))
  await waitFor(() => expect([askedOf('one'), askedOf('two')]).toEqual([2, 3]))
})

test('a tile that is far away does not follow the page to another time until it is near', async () => {
  keep('Hall', 'one', 'two')
  const { history } = openAt('/boards')
  await waitFor(() => expect([askedOf('one'), askedOf('two')]).toEqual([1, 1]))
  act(() => move('two', 'far'))
  history.push('/boards?as_of=3')
  await waitFor(() => expect(askedOf('one')).toBe(2))
  expect(within(await tile('two')).getByRole('status', { name: 'Loading' })).toBeInTheDocument()
  expect(askedOf('two')).toBe(1)
  act(() => move('two', 'near'))
  await waitFor(() => expect(server.asked.at(-1)).toMatchObject({ as_of: '3' }))
  await waitFor(() => expect(askedOf('two')).toBe(2))
})

test('at most two questions are on their way', async () => {
  const all = Array.from({ length: 12 }, (_, number) => `tile ${number}`)
  keep('Hall', ...all)
  const stub = globalThis.fetch
  let running = 0
  let most = 0
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (path !== '/v1/query') return stub(path, options)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running -= 1
    return stub(path, options)
  })
  openAt('/boards')
  await waitFor(() => expect(server.asked).toHaveLength(12))
  expect(most).toBe(2)
})

test('tiles ask again as often as the address says, but for a page that looks back', async () => {
  keep('Hall', 'one')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { history } = openAt('/boards?every=5')
  await waitFor(() => expect(askedOf('one')).toBe(1))
  act(() => void vi.advanceTimersByTime(300_001))
  await waitFor(() => expect(askedOf('one')).toBe(2))
  history.push('/boards?every=5&as_of=3')
  await waitFor(() => expect(askedOf('one')).toBe(3))
  expect(server.asked.at(-1)).toMatchObject({ as_of: '3' })
  act(() => void vi.advanceTimersByTime(900_000))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(askedOf('one')).toBe(3)
})

test('a tile is opened in Explore as it is looked at', async () => {
  keep('Hall', 'one')
  const { user } = openAt('/boards?lake=plant')
  await user.click(await within(await tile('one')).findByRole('button', { name: 'lock' }))
  const link = screen.getByRole('link', { name: 'Open in Explore: one' })
  const search = new URLSearchParams(link.getAttribute('href')!.split('?')[1])
  expect(Object.fromEntries(search)).toEqual({
    signals: '["temperature"]', devices: '["one"]', only: 'lock', lake: 'plant',
  })
  expect(keptBoards.read().boards[0]!.tiles[0]!.view).not.toHaveProperty('only')
})

test('what the lake does not have is told', async () => {
  const view = { signals: ['pressure', 'temperature'], by: 'colour' }
  const tiles: TileContent[] = [
    { title: 'some', width: 'half', view },
    { title: 'none', width: 'half', view: { signals: ['pressure'] } },
  ]
  keptBoards.write([withIds({ name: 'Hall', tiles })])
  openAt('/boards')
  const some = within(await tile('some'))
  expect(await some.findByText('This lake has no pressure.')).toBeInTheDocument()
  expect(some.getByText('This lake has no colour to group by.')).toBeInTheDocument()
  expect(await some.findByRole('group', { name: 'temperature' })).toBeInTheDocument()
  expect(await within(await tile('none')).findByText('The tile shows pressure.')).toBeInTheDocument()
})
