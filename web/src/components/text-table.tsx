import { type Column, LongTable } from './long-table'

export interface TextCell {
  text: string
  isNumber?: boolean | undefined
  isNone?: boolean | undefined
}
interface Props {
  label: string
  columns: readonly Column[]
  rows: number
  cellsOf: (row: number) => TextCell[]
}

/** A long table of texts, which are shown whole when they are pointed at. */
export function TextTable({ cellsOf, ...table }: Props) {
  const draw = (row: number) =>
    cellsOf(row).map(({ text, isNumber, isNone }, at) => (
      <td key={at} data-number={isNumber} data-none={isNone} title={text}>
        {text}
      </td>
    ))
  return <LongTable {...table} isEven keyOf={(row) => row} draw={draw} />
}
