// How the lines of groups are told apart: six colours, and dashes for those after them.
const COLOURS = 6

export function tokenOf(place: number): string {
  return `cat-${(place % COLOURS) + 1}`
}

export function dashOf(place: number): number[] {
  return place < COLOURS ? [] : [6, 4]
}
