import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNow } from './use-now'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000_000 }))
afterEach(() => void vi.useRealTimers())

function pass(seconds: number) {
  for (let second = 0; second < seconds; second++) act(() => vi.advanceTimersByTime(1_000))
}

test('who reads minutes is drawn once a minute, who reads seconds once a second', () => {
  const drawn = { minutes: 0, seconds: 0 }
  const begun = Date.now()
  function Minutes() {
    drawn.minutes += 1
    return <b>{useNow((now) => `${Math.floor((now - begun) / 60_000)} min`)}</b>
  }
  function Seconds() {
    drawn.seconds += 1
    return <i>{useNow((now) => `${Math.floor((now - begun) / 1_000)} s`)}</i>
  }
  render(
    <>
      <Minutes />
      <Seconds />
    </>,
  )
  pass(50)
  expect(drawn).toEqual({ minutes: 1, seconds: 51 })
  expect(screen.getByText('50 s')).toBeInTheDocument()
  pass(10)
  expect(screen.getByText('1 min')).toBeInTheDocument()
  expect(drawn.minutes).toBe(2)
})

test('nobody ticks while nobody listens, and who comes then is told the time of then', () => {
  const Shown = () => <b>{useNow((now) => now)}</b>
  const { unmount } = render(<Shown />)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
  pass(3_600)
  render(<Shown />)
  expect(screen.getByText(String(1_000_003_600_000))).toBeInTheDocument()
})
