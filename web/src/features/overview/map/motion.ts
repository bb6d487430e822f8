// The view while it moves: drawn once a frame of the screen, told to the address when it rests.
import { clamped, type Frame, type View, zoomed } from './projection'

const REST_MS = 200
const TOLD_EVERY_MS = 1_000 // however long it moves

export class Motion {
  private queued = 0
  private timer = 0
  private movingSince = 0

  constructor(
    private view: View,
    private frame: Frame,
    private readonly paint: (view: View) => void,
    private readonly tell: (view: View) => void,
  ) {}

  get current(): View {
    return this.view
  }

  /** What somebody else chose: it is not told. */
  show(view: View): void {
    this.rest()
    this.view = clamped(view, this.frame)
    this.ask()
  }

  resize(frame: Frame): void {
    this.frame = frame
    this.view = clamped(this.view, frame)
    this.ask()
  }

  /** Gives whether there was room to move. */
  move(change: (view: View, frame: Frame) => View): boolean {
    const { x, y, zoom } = this.view
    const next = clamped(change(this.view, this.frame), this.frame)
    if (next.x === x && next.y === y && next.zoom === zoom) return false
    this.view = next
    this.ask()
    const now = performance.now()
    if (this.timer === 0) this.movingSince = now
    clearTimeout(this.timer)
    const wait = Math.max(0, Math.min(REST_MS, this.movingSince + TOLD_EVERY_MS - now))
    this.timer = window.setTimeout(() => {
      this.timer = 0
      this.tell(this.view)
    }, wait)
    return true
  }

  zoom(steps: number, at?: { x: number; y: number }): boolean {
    return this.move((view, frame) => zoomed(view, frame, steps, at))
  }

  ask(): void {
    this.queued ||= requestAnimationFrame(() => {
      this.queued = 0
      this.paint(this.view)
    })
  }

  /** What is not yet told is left untold. */
  rest(): void {
    clearTimeout(this.timer)
    this.timer = 0
  }

  end(): void {
    this.rest()
    cancelAnimationFrame(this.queued)
    this.queued = 0
  }
}
