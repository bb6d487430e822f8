import { expect, test } from 'vitest'
import { pathOf } from './qr-path'

test('dark modules that touch in a row are one rectangle', () => {
  const row = (text: string) => [...text].map((module) => module === '#')
  expect(pathOf([row('##.#'), row('....'), row('...#')])).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM3 2h1v1h-1z')
})
