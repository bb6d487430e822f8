import { expect, test } from 'vitest'
import { around } from './around'

const TIME = '2026-11-27T12:00:00.000Z'

test('as many readings are shown as tell what is usual', () => {
  const found = around({ start_time: TIME, event_time: TIME }, 60)!
  expect([found.from, found.to]).toEqual(['2026-11-27T11:00:00.000Z', '2026-11-27T12:25:00.000Z'])
})

test('what lasted long is shown whole, with as much before it', () => {
  const found = around({ start_time: '2026-11-27T00:00:00.000Z', event_time: TIME }, null)!
  expect([found.from, found.to]).toEqual(['2026-11-26T12:00:00.000Z', '2026-11-27T18:00:00.000Z'])
})

test('without a time there is nothing to show', () => {
  expect(around({ start_time: null, event_time: null }, 60)).toBeNull()
})
