import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Motion } from './motion'
import { panned, type View } from './projection'

const FRAME = { width: 800, height: 400 }
const BEGIN: View = { x: 0.5, y: 0.4, zoom: 5 }
const tell = vi.fn()
const pass = vi.fn()
let motion: Motion

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  motion = new Motion(BEGIN, FRAME, () => undefined, tell, pass)
})
afterEach(() => {
  motion.end()
  vi.useRealTimers()
})

/** A step each tenth of a second. */
function moveFor(seconds: number) {
  for (let step = 0; step < seconds * 10; step++) {
    motion.move((view) => panned(view, 5, 0))
    vi.advanceTimersByTime(100)
  }
}

test('a view that moves for long is passed on each second, and told once it rests', () => {
  moveFor(2.5)
  expect(pass).toHaveBeenCalledTimes(2)
  expect(tell).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(tell).toHaveBeenCalledExactlyOnceWith(motion.current)
  expect(motion.current.x).toBeGreaterThan(BEGIN.x)
})

test('a short move is told and not passed on; what is shown by others neither', () => {
  moveFor(0.3)
  vi.advanceTimersByTime(200)
  motion.show(BEGIN)
  vi.advanceTimersByTime(2_000)
  expect(tell).toHaveBeenCalledTimes(1)
  expect(pass).not.toHaveBeenCalled()
})
