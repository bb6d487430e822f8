import { useState } from 'react'
import charts from '../../components/charts/charts.module.css'
import { DataTable } from '../../components/data-table'
import { Select } from '../../components/select'
import { number } from '../../lib/format'
import css from './sql.module.css'

interface Props {
  /** The name of what the bars are of. */
  by: string
  names: string[]
  columns: { name: string; values: (number | null)[] }[]
  left: string | null
}

/** A number of each text as a bar, from zero to either side. */
export function ResultBars({ by, names, columns, left }: Props) {
  const [chosen, choose] = useState<string>()
  const hasValues = columns.find(({ values }) => values.some((value) => value !== null))
  const column = columns.find(({ name }) => name === chosen) ?? hasValues ?? columns[0]!
  const numbers = column.values.filter((value) => value !== null)
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)]
  return (
    <>
      {columns.length > 1 && (
        <div className={charts.key}>
          <Select label="Bars of" value={column.name} options={columns.map(({ name }) => name)} onChange={choose} />
          <span />
        </div>
      )}
      <div className={css.bars}>
        <DataTable label={`${column.name} by ${by}, as bars`}>
          <thead>
            <tr>
              <th scope="col">{by}</th>
              <th scope="col" data-number>
                {column.name}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {names.map((name, place) => (
              <tr key={place}>
                <td>{name}</td>
                <td data-number>{number(column.values[place])}</td>
                <td>
                  <Bar value={column.values[place]!} low={low} high={high} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      {left && <p className={css.left}>{left}.</p>}
    </>
  )
}

function Bar({ value, low, high }: { value: number | null; low: number; high: number }) {
  const span = high - low || 1
  const percent = (part: number) => `${(part / span) * 100}%`
  if (value === null) return null
  return (
    <svg className={css.bar} aria-hidden="true">
      <rect x={percent(Math.min(value, 0) - low)} width={percent(Math.abs(value))} height="100%" rx="2" />
    </svg>
  )
}
