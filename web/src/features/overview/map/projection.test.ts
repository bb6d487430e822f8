import { expect, test } from 'vitest'
import * as earth from './projection'

const FRAME = { width: 800, height: 400 }

test('a place is where it was after there and back', () => {
  for (const latitude of [-80, -33.9, 0, 52.1, 84])
    expect(earth.latitudeOf(earth.yOf(latitude))).toBeCloseTo(latitude, 9)
  for (const longitude of [-180, -74, 0, 179.9])
    expect(earth.longitudeOf(earth.xOf(longitude))).toBeCloseTo(longitude, 9)
})

test('the middle of the world is the middle of the square, and poles are its edges', () => {
  expect([earth.xOf(0), earth.yOf(0)]).toEqual([0.5, 0.5])
  expect(earth.yOf(85.0511)).toBeCloseTo(0, 5)
  expect(earth.yOf(-90)).toBeCloseTo(1, 5)
})

test('a zoom keeps the place that is pointed at where it is', () => {
  const view = { x: 0.5, y: 0.4, zoom: 4 }
  const at = { x: 650, y: 90 }
  const placeAt = (shown: earth.View) => earth.panned(shown, at.x - 400, at.y - 200)
  const closer = earth.zoomed(view, FRAME, 1.5, at)
  expect(closer.zoom).toBe(5.5)
  expect(placeAt(closer).x).toBeCloseTo(placeAt(view).x, 12)
  expect(placeAt(closer).y).toBeCloseTo(placeAt(view).y, 12)
})

test('a view ends near the poles and goes on beyond 180 degrees', () => {
  const north = earth.clamped({ x: 1.25, y: -3, zoom: 4 }, FRAME)
  expect(north.x).toBeCloseTo(0.25, 12)
  expect(earth.latitudeOf(north.y - 200 / earth.scaleOf(4))).toBeCloseTo(84, 6)
  expect(earth.clamped({ x: 0, y: 0.5, zoom: 99 }, FRAME).zoom).toBe(earth.ZOOM_MAX)
})

test('a world that is seen whole stays in the middle', () => {
  const whole = earth.clamped({ x: 0.1, y: 0.4, zoom: -5 }, FRAME)
  expect(earth.scaleOf(whole.zoom)).toBeLessThanOrEqual(FRAME.width)
  expect(whole.x).toBe(0.5)
})

test('the address says a view, and what is none is not one', () => {
  const text = earth.viewText({ x: earth.xOf(4.3), y: earth.yOf(52.1), zoom: 9 })
  expect(text).toBe('52.100,4.300,9.00')
  expect(earth.viewText(earth.viewFrom(text)!)).toBe(text)
  for (const other of [undefined, '', '1,2', 'a,b,c', '1,2,3,4', '1,2,Infinity'])
    expect(earth.viewFrom(other)).toBeNull()
})

test('a view of a fleet holds all of it, also where 180 degrees lies between', () => {
  const view = earth.viewOf({ west: 170, south: -40, east: -150, north: 25 }, FRAME)
  const scale = earth.scaleOf(view.zoom)
  for (const longitude of [170, 180, -150])
    expect(Math.abs(earth.eastward(earth.xOf(longitude), view)) * scale).toBeLessThan(400)
  for (const latitude of [-40, 25])
    expect(Math.abs(earth.yOf(latitude) - view.y) * scale).toBeLessThan(200)
})
