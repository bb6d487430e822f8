import { ENDS, type LogRow } from '../../api/get-books'
import { CountCell, DataTable } from '../../components/data-table'
import { StateNote } from '../../components/state-note'

export function LogTable({ rows }: { rows: LogRow[] }) {
  if (rows.length === 0) return <StateNote title="No record has come yet" />
  const columns = ['received', ...ENDS, 'in_flight', 'late'] as const
  return (
    <DataTable label="The books by log">
      <thead>
        <tr>
          <th scope="col">Log</th>
          {columns.map((column) => (
            <th key={column} scope="col" data-number>
              {column.replace('_', ' ')}
            </th>
          ))}
          <th scope="col">Adds up</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.log}>
            <td>{row.name ?? `log ${row.log}`}</td>
            {columns.map((column) => (
              <CountCell key={column} value={row[column]} />
            ))}
            <td>{row.balanced ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
