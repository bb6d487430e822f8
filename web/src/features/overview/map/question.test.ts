import { expect, test } from 'vitest'
import { clamped, panned, type View, xOf, yOf } from './projection'
import { extentOf, questionOf } from './question'

const FRAME = { width: 800, height: 400 }
const viewAt = (latitude: number, longitude: number, zoom: number): View =>
  clamped({ x: xOf(longitude), y: yOf(latitude), zoom }, FRAME)
const place = (latitude: number, longitude: number) => ({ latitude, longitude })

test('what is asked holds what is shown, in cells that begin where the world does', () => {
  for (let zoom = 2.5; zoom <= 16; zoom += 0.7) {
    const asked = questionOf(viewAt(50, 10, zoom), FRAME)
    const cell = (asked.east - asked.west) / asked.cells
    expect(asked.cells).toBeLessThanOrEqual(256)
    expect(Math.log2(360 / cell) % 1).toBeCloseTo(0, 9)
    expect(((asked.west + 180) / cell) % 1).toBeCloseTo(0, 6)
    const half = (400 / (256 * 2 ** zoom)) * 360
    expect(asked.west).toBeLessThan(10 - half)
    expect(asked.east).toBeGreaterThan(10 + half)
  }
})

test('a short pan asks nothing new, and a long one does', () => {
  const view = viewAt(45.2, 6.1, 6)
  const asked = questionOf(view, FRAME)
  expect(questionOf(panned(view, 8, 5), FRAME)).toEqual(asked)
  expect(questionOf(panned(view, 700, 0), FRAME)).not.toEqual(asked)
})

test('an answer has room for all that is asked, however large the screen', () => {
  const wall = { width: 3600, height: 1900 }
  for (let zoom = 3; zoom <= 16; zoom += 0.3) {
    const asked = questionOf(clamped({ x: xOf(10), y: yOf(50), zoom }, wall), wall)
    const span = asked.east - asked.west
    const rows = ((asked.north - asked.south) / span) * asked.cells
    expect(asked.cells * rows).toBeLessThanOrEqual(4096)
    expect(asked.cells).toBeLessThanOrEqual(256)
    if (zoom > 6) expect(span).toBeLessThan(360)
  }
})

test('a question over 180 degrees has its west east of its east', () => {
  const asked = questionOf(viewAt(-18, 178, 6), FRAME)
  expect(asked.west).toBeGreaterThan(asked.east)
  expect(asked.west).toBeLessThan(178)
})

test('all of the world is asked where all of it is seen', () => {
  expect(questionOf(viewAt(20, 0, 0), FRAME)).toMatchObject({ west: -180, east: 180 })
})

test('an extent leaves out the widest empty arc', () => {
  expect(extentOf([], 5)).toBeNull()
  const pacific = extentOf([place(-37, 175), place(21, -158), place(-18, 178)], 4)
  expect(pacific).toEqual({ west: 173, east: -156, south: -39, north: 23 })
})

test('an extent has room for a cell, and is the world where places go round', () => {
  expect(extentOf([place(50, 4)], 4)).toEqual({ west: 2, east: 6, south: 48, north: 52 })
  expect(extentOf([place(89, 179)], 4)).toEqual({ west: 177, east: -179, south: 87, north: 90 })
  const meridian = extentOf([place(10, 4), place(20, 4)], 4)
  expect(meridian).toEqual({ west: 2, east: 6, south: 8, north: 22 })
  const around = Array.from({ length: 72 }, (_, step) => place(0, step * 5 - 180))
  expect(extentOf(around, 5)).toMatchObject({ west: -180, east: 180 })
})
