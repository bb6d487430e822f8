// In place of uPlot where there is no canvas to draw on: what would be drawn is kept.
export const drawn: unknown[][][] = []

export default class {
  static paths = { stepped: () => () => null }
  static join = (tables: unknown[][][]) => tables.flat()
  over = document.createElement('div')
  constructor(_: unknown, data: unknown[][]) {
    drawn.push(data)
  }
  setSize() {}
  destroy() {}
}
