import { expect, test } from 'vitest'
import { chartMove } from './chart-keys'

const TIMES = [10, 20, 30, 40, 200]
const place = { times: TIMES, window: [0, 100] as [number, number], cursor: null as number | null }

test('arrows go from moment to moment of what is seen, from the side they come from', () => {
  expect(chartMove('ArrowRight', place)).toEqual({ cursor: 10 })
  expect(chartMove('ArrowLeft', place)).toEqual({ cursor: 40 })
  expect(chartMove('ArrowRight', { ...place, cursor: 20 })).toEqual({ cursor: 30 })
  expect(chartMove('ArrowLeft', { ...place, cursor: 10 })).toEqual({ cursor: 10 })
  expect(chartMove('PageDown', { ...place, cursor: 10 })).toEqual({ cursor: 40 })
  expect(chartMove('ArrowLeft', { ...place, cursor: 33 })).toEqual({ cursor: 20 }) // from the nearest
  expect(chartMove('ArrowLeft', { ...place, times: [] })).toBeNull()
})

test('zooming keeps the moment that is read in the middle, or the middle where none is', () => {
  expect(chartMove('Enter', { ...place, cursor: 40 })).toEqual({ window: [15, 65] })
  expect(chartMove('+', place)).toEqual({ window: [25, 75] })
  expect(chartMove('-', place)).toEqual({ window: [-50, 150] })
  expect(chartMove('+', { ...place, window: [0, 3] })).toBeNull()
})

test('Escape and Home go back, and other keys are not of the chart', () => {
  for (const key of ['Escape', 'Home']) expect(chartMove(key, place)).toEqual({ window: null })
  for (const key of ['Tab', 'j', 'ArrowDown']) expect(chartMove(key, place)).toBeNull()
})
