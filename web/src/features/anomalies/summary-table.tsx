import { ANOMALY_KINDS } from '../../api/get-anomalies'
import { DataTable } from '../../components/data-table'
import { count } from '../../lib/format'
import css from './summary.module.css'
import { type Bar, sumOf } from './summary-bars'

interface Props {
  label: string
  /** What a row is. */
  what: string
  bars: Bar[]
  onBar?: (key: number) => void
}

/** The numbers that bars are drawn from. */
export function SummaryTable({ label, what, bars, onBar }: Props) {
  const rows = bars.filter(({ counts }) => sumOf(counts) > 0).reverse()
  return (
    <div className={css.table}>
      <DataTable label={label}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {[...ANOMALY_KINDS, 'all'].map((name) => (
              <th key={name} scope="col" data-number>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, counts }) => (
            <tr key={key}>
              <td>{onBar ? <button type="button" onClick={() => onBar(key)}>{name}</button> : name}</td>
              {ANOMALY_KINDS.map((kind) => (
                <td key={kind} data-number data-none={counts[kind] === 0 || undefined}>
                  {count(counts[kind])}
                </td>
              ))}
              <td data-number>{count(sumOf(counts))}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
