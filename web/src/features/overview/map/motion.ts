// The view while it moves: drawn once a frame of the screen, told to the address when it rests, as each
// new address costs the page more than all else of a step.
import { clamped, type Frame, type View, zoomed } from './projection'

const REST_MS = 200
const PASSING_EVERY_MS = 1_000

export class Motion {
  private queued = 0
  private timer = 0
  private toldAt = 0

  /** `tell`: it rests. `pass`: it goes on moving, for a second again. */
  constructor(
    private view: View,
    private frame: Frame,
    private readonly paint: (view: View) => void,
    private readonly tell: (view: View) => void,
    private readonly pass: (view: View) => void,
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
    if (this.timer === 0) this.toldAt = now
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      this.timer = 0
      this.tell(this.view)
    }, REST_MS)
    if (now - this.toldAt >= PASSING_EVERY_MS) {
      this.toldAt = now
      this.pass(this.view)
    }
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
