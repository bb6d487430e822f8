export interface BoardsSearch {
  /** The id of a board that this browser keeps. */
  open?: string
  /** A whole board, as a link has it. */
  board?: string
  /** How often it asks again, in minutes; nothing: when somebody says so. */
  every?: Minutes
}
export const EVERY_MINUTES = [1, 5, 15, 60] as const
export type Minutes = (typeof EVERY_MINUTES)[number]
