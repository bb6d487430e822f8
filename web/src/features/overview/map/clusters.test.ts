import { expect, test } from 'vitest'
import type { Cluster } from '../../../api/get-map'
import { markAt, marksOf, placeText, shortCount, shownOf } from './clusters'
import { sharesOf } from './draw-marks'
import { scaleOf, xOf, yOf } from './projection'

const FRAME = { width: 800, height: 400 }
const cluster = (latitude: number, longitude: number, count: number, faulty = 0): Cluster => ({
  latitude,
  longitude,
  count,
  connected: count - faulty,
  silent: 0,
  faulty,
  device_id: count === 1 ? 'pump-7' : null,
})
const viewAt = (latitude: number, longitude: number, zoom: number) => ({
  x: xOf(longitude),
  y: yOf(latitude),
  zoom,
})

test('what is pointed at is the mark above all others, and nothing beside', () => {
  const view = viewAt(50, 10, 6)
  const marks = marksOf([cluster(50, 10, 1000), cluster(50, 11, 1)], 6)
  const dot = 400 + (1 / 360) * scaleOf(6)
  expect(markAt(marks, view, FRAME, { x: 400, y: 200 })?.cluster.count).toBe(1000)
  expect(markAt(marks, view, FRAME, { x: dot + 5, y: 200 })?.cluster.device_id).toBe('pump-7')
  expect(markAt(marks, view, FRAME, { x: 100, y: 100 })).toBeNull()
})

test('a mark beyond 180 degrees is found', () => {
  const marks = marksOf([cluster(0, -179, 5)], 4)
  const right = (2 / 360) * scaleOf(4)
  expect(markAt(marks, viewAt(0, 179, 4), FRAME, { x: 400 + right, y: 200 })).toBe(marks[0])
  expect(shownOf(marks, viewAt(0, 179, 4), FRAME)).toEqual(marks)
  expect(shownOf(marks, viewAt(0, 90, 4), FRAME)).toEqual([])
})

test('marks that would hide each other are one, with the sums of both', () => {
  const clusters = [cluster(50, 10, 30), cluster(50, 10.2, 10, 1)]
  expect(marksOf(clusters, 10)).toHaveLength(2)
  const [mark, ...others] = marksOf(clusters, 3)
  expect(others).toEqual([])
  expect(mark!.cluster).toMatchObject({ count: 40, connected: 39, faulty: 1, device_id: null })
  expect(mark!.cluster.longitude).toBeCloseTo(10.05, 9)
  expect(mark!.worst).toBe('faulty')
})

test('no device is lost, however many clusters there are', () => {
  const spread = (place: number, step: number) => (place * step) % 1
  const clusters = Array.from({ length: 4096 }, (_, place) =>
    cluster(spread(place, 0.618) * 140 - 70, spread(place, 0.414) * 360 - 180, 1 + (place % 50)),
  )
  const devices = (list: readonly Cluster[]) => list.reduce((sum, { count }) => sum + count, 0)
  const marks = marksOf(clusters, 2).map((mark) => mark.cluster)
  expect(marks.length).toBeLessThan(1000)
  expect(devices(marks)).toBe(devices(clusters))
})

test('larger clusters have larger circles, up to a size', () => {
  const sizes = [1, 2, 50, 1000, 60_000].map((count, step) => cluster(0, step * 40, count))
  const radii = marksOf(sizes, 6).map(({ radius }) => radius)
  expect(radii).toEqual([...radii].sort((a, b) => b - a))
  expect(radii[0]).toBeLessThanOrEqual(21)
})

test('one faulty device of many is seen in the ring', () => {
  const counts = { count: 10_000, connected: 9_999, silent: 0, faulty: 1 }
  const [faulty, silent, connected] = sharesOf(counts)
  expect(faulty).toBeGreaterThan(0.05)
  expect(silent).toBe(0)
  expect(faulty + connected).toBeCloseTo(1, 9)
  expect(sharesOf({ count: 4, connected: 0, silent: 1, faulty: 3 })).toEqual([0.75, 0.25, 0])
})

test('numbers and places are short', () => {
  expect([7, 999, 1_400, 98_765, 2_500_000].map(shortCount)).toEqual(['7', '999', '1k', '98k', '2M'])
  expect(placeText({ latitude: -33.925, longitude: 18.4 })).toMatch(/^33\.9[23]° S, 18\.40° E$/)
})
