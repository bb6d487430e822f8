// The picture: a layer with all that is on the map, somewhat larger than the frame, and the frame
// cut out of it. A pan only cuts anew; the layer is drawn when it ends or something else changes.
import type { Mark } from './clusters'
import { drawLabels, drawLand, drawLines, worldsOf } from './draw-earth'
import { drawMarks, drawPointed } from './draw-marks'
import type { Palette } from './palette'
import { eastward, type Frame, goesRound, scaleOf, type View } from './projection'

const MARGIN = 0.25 // of the frame, on each side

export interface Scene {
  frame: Frame
  land: Path2D | null
  marks: readonly Mark[]
  palette: Palette
}

export class Drawing {
  private readonly layer = document.createElement('canvas')
  private layerView: View | null = null

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private scene: Scene,
  ) {}

  change(scene: Scene): void {
    this.scene = scene
    this.layerView = null
  }

  draw(view: View, pointed: Mark | null): void {
    const context = this.canvas.getContext('2d')
    if (!context) return
    const { frame, palette } = this.scene
    const pixels = devicePixelRatio
    if (this.layerView === null || !this.holds(view, this.layerView)) this.drawLayer(view, pixels)
    sized(this.canvas, frame, pixels)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, this.canvas.width, this.canvas.height)
    const { right, down } = this.shift(view, this.layerView!)
    const [left, top] = [right - frame.width * MARGIN, down - frame.height * MARGIN]
    context.drawImage(this.layer, Math.round(left * pixels), Math.round(top * pixels))
    context.setTransform(pixels, 0, 0, pixels, 0, 0)
    drawLabels(context, view, frame, palette)
    if (pointed) drawPointed(context, pointed, view, frame, palette)
  }

  private holds(view: View, layer: View): boolean {
    if (view.zoom !== layer.zoom) return false
    const { right, down } = this.shift(view, layer)
    const { width, height } = this.scene.frame
    return Math.abs(right) <= width * MARGIN && Math.abs(down) <= height * MARGIN
  }

  // From the middle of the frame to that of the layer, in pixels.
  private shift(view: View, layer: View): { right: number; down: number } {
    const scale = scaleOf(view.zoom)
    return { right: eastward(layer.x, view) * scale, down: (layer.y - view.y) * scale }
  }

  private drawLayer(view: View, pixels: number): void {
    const { frame, land, marks, palette } = this.scene
    const around = { width: frame.width * (1 + 2 * MARGIN), height: frame.height * (1 + 2 * MARGIN) }
    sized(this.layer, around, pixels)
    const context = this.layer.getContext('2d')
    this.layerView = view
    if (!context) return
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, this.layer.width, this.layer.height)
    context.setTransform(pixels, 0, 0, pixels, 0, 0)
    const worlds = worldsOf(view, around, goesRound(view.zoom, frame))
    context.fillStyle = palette.land
    if (land) drawLand(context, land, view, around, worlds)
    drawLines(context, view, around, palette, worlds)
    drawMarks(context, marks, view, around, palette, worlds)
  }
}

function sized(canvas: HTMLCanvasElement, { width, height }: Frame, pixels: number): void {
  const [across, down] = [Math.round(width * pixels), Math.round(height * pixels)]
  if (canvas.width !== across) canvas.width = across
  if (canvas.height !== down) canvas.height = down
}
