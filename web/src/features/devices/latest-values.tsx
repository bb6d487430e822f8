import type { Device, NewestValue } from '../../api/get-devices'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { ErrorNote } from '../../components/state-note'
import { MISSING, moment, number } from '../../lib/format'

/** What it reported last, or why that is not known. */
export function LatestValues({ device, whyNot }: { device: Device; whyNot: Error | null }) {
  const rows = Object.entries(device.signals)
  return (
    <Panel title="Latest values" flush>
      {whyNot ? <ErrorNote error={whyNot} /> : <Table rows={rows} />}
    </Panel>
  )
}

function Table({ rows }: { rows: [string, NewestValue][] }) {
  return (
    <DataTable label="Latest values, a table">
      <tbody>
        {rows.map(([name, newest]) => (
          <tr key={name}>
            <td>{name}</td>
            <td data-number data-none={newest.value === null || undefined} title={moment(newest.time)}>
              {valueText(newest)}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function valueText({ value, unit }: NewestValue): string {
  if (value === null || value === '') return MISSING
  if (typeof value !== 'number') return String(value)
  return unit ? `${number(value, 4)} ${unit}` : number(value, 4)
}
