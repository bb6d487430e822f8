// Boards and a browser that tells what is near, for the tests of the page Boards.
import { screen } from '@testing-library/react'
import { vi } from 'vitest'
import type { TileContent } from './components/boards/board'
import { withIds } from './components/boards/board-changes'
import { keptBoards } from './components/boards/kept-boards'
import { server, startServer } from './test-explore'

type Tell = (entries: { isIntersecting: boolean }[]) => void

/** Titles of the tiles that are far from the screen. */
export const far = new Set<string>()
const watched = new Map<Element, Tell>()
const isFar = (element: Element) => far.has(element.getAttribute('aria-label')!)

class Observer {
  element: Element | null = null
  constructor(readonly tell: Tell) {}
  observe(element: Element) {
    this.element = element
    watched.set(element, this.tell)
    this.tell([{ isIntersecting: !isFar(element) }])
  }
  disconnect() {
    watched.delete(this.element!)
  }
}

export function startBoards() {
  localStorage.clear()
  startServer()
  far.clear()
  watched.clear()
  vi.stubGlobal('IntersectionObserver', Observer)
}

/** One tile comes near, or goes far away. */
export function move(title: string, where: 'near' | 'far') {
  if (where === 'near') far.delete(title)
  else far.add(title)
  for (const [element, tell] of watched) tell([{ isIntersecting: !isFar(element) }])
}

export function keep(name: string, ...titles: string[]) {
  const tiles = titles.map((title): TileContent => {
    return { title, width: 'half', view: { signals: ['temperature'], devices: [title] } }
  })
  keptBoards.write([...keptBoards.read().boards, withIds({ name, tiles })])
}

export const tile = (title: string) => screen.findByRole('region', { name: title })
export const titles = () => screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)
export const askedOf = (title: string) => server.asked.filter(({ sql }) => sql.includes(`'${title}'`)).length
