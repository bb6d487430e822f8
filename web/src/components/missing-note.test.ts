import { expect, test } from 'vitest'
import { missingOf } from './missing-note'

const times = (from: number, to: number) => ({ from: `2026-01-0${from}T00:00:00Z`, to: `2026-01-0${to}T00:00:00Z` })

test('what pages lack is told together', () => {
  const pages = [
    {},
    { missing: { commit: 9, event_time: times(3, 4), received: times(5, 5) } },
    { missing: { commit: 7, event_time: times(1, 2), received: null } },
  ]
  expect(missingOf(pages)).toEqual({ commit: 9, event_time: times(1, 4), received: null })
  expect(missingOf([{}])).toBeUndefined()
})
