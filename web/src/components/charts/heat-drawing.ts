// How a plane of cells is drawn on a canvas.
import type { Tokens } from '../../lib/use-tokens'

export interface Tick {
  /** Counted in cells from the left or the top; a half is the middle of a cell. */
  at: number
  text: string
}
export interface Grid {
  columns: number
  rows: number
  /** Row by row from the top; null has no colour. */
  values: (number | null)[]
  /** What of the scale of colours a value takes, 0 to 1. */
  strength: (value: number) => number
  across: Tick[]
  down: Tick[]
  /** The space between two cells. */
  gap: number
  /** Lines at the left and below. */
  hasAxes?: boolean
}
export interface Frame {
  width: number
  height: number
  left: number
  top: number
  cellWidth: number
  cellHeight: number
}
const BOTTOM = 24
const TOP = 8
const RIGHT = 10
const LEFT = 78

export function coloursOf(tokens: Tokens): string[] {
  return tokens('seq').split(',').map((colour) => colour.trim())
}

export function frameOf(host: HTMLElement, grid: Grid, rowHeight: number | undefined): Frame {
  const width = Math.max(host.clientWidth, 160)
  const height = rowHeight
    ? grid.rows * rowHeight + TOP + BOTTOM
    : Math.max(host.clientHeight, 120)
  return {
    width,
    height,
    left: LEFT,
    top: TOP,
    cellWidth: (width - LEFT - RIGHT) / grid.columns,
    cellHeight: (height - TOP - BOTTOM) / grid.rows,
  }
}

export function placeAt(frame: Frame, grid: Grid, x: number, y: number) {
  const column = Math.floor((x - frame.left) / frame.cellWidth)
  const row = Math.floor((y - frame.top) / frame.cellHeight)
  const isWithin = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows
  return isWithin ? { column, row } : null
}

export function drawGrid(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  grid: Grid,
  frame: Frame,
  tokens: Tokens,
): void {
  const scale = devicePixelRatio
  element.width = frame.width * scale
  element.height = frame.height * scale
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, frame.width, frame.height)
  drawCells(context, grid, frame, coloursOf(tokens))
  if (grid.hasAxes) drawAxes(context, frame, tokens('line-strong'))
  context.fillStyle = tokens('text-3')
  context.font = "11px 'Inter Variable', sans-serif"
  drawTicks(context, grid, frame)
}

function drawCells(
  context: CanvasRenderingContext2D,
  { columns, values, strength, gap }: Grid,
  { left, top, cellWidth, cellHeight }: Frame,
  colours: string[],
): void {
  values.forEach((value, place) => {
    if (value === null) return
    const level = Math.min(colours.length - 1, Math.floor(strength(value) * colours.length))
    context.fillStyle = colours[Math.max(0, level)]!
    const column = place % columns
    const row = Math.floor(place / columns)
    // Edges on whole pixels, so that no line shines through between two cells.
    const [x, y] = [Math.round(left + column * cellWidth), Math.round(top + row * cellHeight)]
    const right = Math.round(left + (column + 1) * cellWidth)
    const bottom = Math.round(top + (row + 1) * cellHeight)
    context.fillRect(x, y, right - x - gap, bottom - y - gap)
  })
}

function drawAxes(context: CanvasRenderingContext2D, frame: Frame, colour: string): void {
  const [left, bottom] = [frame.left - 1, frame.height - BOTTOM]
  context.fillStyle = colour
  context.fillRect(left, frame.top, 1, bottom - frame.top)
  context.fillRect(left, bottom, frame.width - RIGHT - left, 1)
}

function drawTicks(context: CanvasRenderingContext2D, grid: Grid, frame: Frame): void {
  const { left, top, cellWidth, cellHeight, height, width } = frame
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const { at, text } of grid.down) context.fillText(text, left - 8, top + at * cellHeight, left - 12)
  context.textBaseline = 'alphabetic'
  let free = 0
  for (const { at, text } of grid.across) {
    const half = context.measureText(text).width / 2
    const middle = Math.min(left + at * cellWidth, width - half - 2)
    if (middle - half < free) continue // no room beside the one before
    context.textAlign = 'center'
    context.fillText(text, middle, height - 7)
    free = middle + half + 8
  }
}
