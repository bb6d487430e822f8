// The map as a thing that is drawn and moved without React.
import { type Mark, markAt } from './clusters'
import { Drawing, type Scene } from './drawing'
import { listen } from './gestures'
import { Motion } from './motion'
import type { View } from './projection'

export interface Events {
  /** The view rests. */
  onView: (view: View) => void
  /** The view has moved for a while and goes on. */
  onPass: (view: View) => void
  onHome: () => void
  onPoint: (mark: Mark | null) => void
  onPick: (mark: Mark) => void
}
interface Point {
  x: number
  y: number
}

export class LiveMap {
  readonly motion: Motion
  private readonly drawing: Drawing
  private readonly stop: () => void
  private at: Point | null = null
  private pointed: Mark | null = null

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private scene: Scene,
    view: View,
    private readonly events: Events,
  ) {
    this.drawing = new Drawing(canvas, scene, () => this.motion.ask())
    const paint = (moved: View) => this.drawing.draw(moved, this.pointed)
    this.motion = new Motion(view, scene.frame, paint, events.onView, events.onPass)
    this.stop = listen(canvas, this.motion, {
      pick: (at) => this.pick(at),
      point: (at) => this.point(at),
      home: events.onHome,
    })
  }

  change(scene: Scene): void {
    this.scene = scene
    this.drawing.change(scene)
    this.motion.resize(scene.frame)
    this.point(this.at)
  }

  end(): void {
    this.stop()
    this.drawing.end()
    this.motion.end()
  }

  private find(at: Point | null): Mark | null {
    const { marks, frame } = this.scene
    return at && markAt(marks, this.motion.current, frame, at)
  }

  private point(at: Point | null): void {
    this.at = at
    const mark = this.find(at)
    if (mark === this.pointed) return
    this.pointed = mark
    this.canvas.toggleAttribute('data-pointing', mark !== null)
    this.events.onPoint(mark)
    this.motion.ask()
  }

  private pick(at: Point): boolean {
    const mark = this.find(at)
    if (mark) this.events.onPick(mark)
    return mark !== null
  }
}
