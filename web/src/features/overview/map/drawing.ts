// The picture: a layer with all that is on the map, somewhat larger than the frame, and the frame
// cut out of it. A pan only cuts anew, and so does a zoom by little, which stretches the layer until
// the map rests; the layer is drawn when it does not reach or something else changes.
import type { Mark } from './clusters'
import { drawLabels, drawLand, drawLines, worldsOf } from './draw-earth'
import { drawMarks, drawPointed } from './draw-marks'
import type { Palette } from './palette'
import { eastward, type Frame, goesRound, scaleOf, type View } from './projection'

const MARGIN = 0.4 // of the frame, on each side: as far as what is asked reaches
const STRETCH_MAX = 1.6
const STRETCHED_MS = 120

export interface Scene {
  frame: Frame
  land: Path2D | null
  marks: readonly Mark[]
  palette: Palette
}

export class Drawing {
  private readonly layer = document.createElement('canvas')
  private layerView: View | null = null
  private timer = 0

  /** `ask`: to be drawn again. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private scene: Scene,
    private readonly ask: () => void,
  ) {}

  change(scene: Scene): void {
    this.scene = scene
    this.layerView = null
  }

  end(): void {
    clearTimeout(this.timer)
  }

  draw(view: View, pointed: Mark | null): void {
    const context = this.canvas.getContext('2d')
    if (!context) return
    const { frame, palette } = this.scene
    const pixels = devicePixelRatio
    if (this.layerView === null || !reaches(this.layerView, view, frame)) this.drawLayer(view, pixels)
    sized(this.canvas, frame, pixels)
    context.setTransform(pixels, 0, 0, pixels, 0, 0)
    context.clearRect(0, 0, frame.width, frame.height)
    this.cut(context, view, pixels)
    drawLabels(context, view, frame, palette)
    if (pointed) drawPointed(context, pointed, view, frame, palette)
  }

  private cut(context: CanvasRenderingContext2D, view: View, pixels: number): void {
    const { frame } = this.scene
    const stretch = stretchOf(this.layerView!, view)
    const { right, down } = shiftOf(this.layerView!, view)
    const { width, height } = aroundOf(frame)
    const whole = (at: number) => Math.round(at * pixels) / pixels // so that nothing is blurred
    const left = whole(frame.width / 2 + right - (width / 2) * stretch)
    const top = whole(frame.height / 2 + down - (height / 2) * stretch)
    const size = { width: this.layer.width / pixels, height: this.layer.height / pixels }
    context.drawImage(this.layer, left, top, size.width * stretch, size.height * stretch)
    clearTimeout(this.timer)
    if (stretch === 1) return
    this.timer = window.setTimeout(() => {
      this.layerView = null
      this.ask()
    }, STRETCHED_MS)
  }

  private drawLayer(view: View, pixels: number): void {
    const { frame, land, marks, palette } = this.scene
    const around = aroundOf(frame)
    sized(this.layer, around, pixels)
    const context = this.layer.getContext('2d')
    this.layerView = view
    if (!context) return
    context.setTransform(pixels, 0, 0, pixels, 0, 0)
    context.clearRect(0, 0, around.width, around.height)
    const worlds = worldsOf(view, around, goesRound(view.zoom, frame))
    context.fillStyle = palette.land
    if (land) drawLand(context, land, view, around, worlds)
    drawLines(context, view, around, palette, worlds)
    drawMarks(context, marks, view, around, palette, worlds)
  }
}

function aroundOf({ width, height }: Frame): Frame {
  return { width: width * (1 + 2 * MARGIN), height: height * (1 + 2 * MARGIN) }
}

function stretchOf(layer: View, view: View): number {
  return 2 ** (view.zoom - layer.zoom)
}

// From the middle of the frame to that of the layer, in pixels.
function shiftOf(layer: View, view: View): { right: number; down: number } {
  const scale = scaleOf(view.zoom)
  return { right: eastward(layer.x, view) * scale, down: (layer.y - view.y) * scale }
}

/** Whether the layer covers the frame, and is not stretched by much. */
function reaches(layer: View, view: View, frame: Frame): boolean {
  const stretch = stretchOf(layer, view)
  if (stretch > STRETCH_MAX) return false
  const { right, down } = shiftOf(layer, view)
  const half = (size: number) => size * ((0.5 + MARGIN) * stretch - 0.5)
  return Math.abs(right) <= half(frame.width) && Math.abs(down) <= half(frame.height)
}

function sized(canvas: HTMLCanvasElement, { width, height }: Frame, pixels: number): void {
  const [across, down] = [Math.round(width * pixels), Math.round(height * pixels)]
  if (canvas.width !== across) canvas.width = across
  if (canvas.height !== down) canvas.height = down
}
