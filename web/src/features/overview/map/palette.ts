import type { Tokens } from '../../../lib/use-tokens'

/** The colours of the map, read once for each scheme. */
export interface Palette {
  land: string
  landLine: string
  grid: string
  surface: string
  text: string
  label: string
  connected: string
  silent: string
  faulty: string
}

export function paletteOf(tokens: Tokens): Palette {
  return {
    land: tokens('land'),
    landLine: tokens('land-line'),
    grid: tokens('grid'),
    surface: tokens('surface'),
    text: tokens('text'),
    label: tokens('text-3'),
    connected: tokens('ok-mark'),
    silent: tokens('warn-mark'),
    faulty: tokens('critical-mark'),
  }
}
