import type { FleetCompleteness } from '../../api/get-completeness'
import { DataTable } from '../../components/data-table'
import { DeviceLink } from '../../components/device-link'
import { cellsOf, type Level, shareOf } from '../../lib/completeness'
import { count, number, percent } from '../../lib/format'
import css from './quality.module.css'

const BELOW_90 = new Set<Level>(['some', 'few', 'none'])

export function CompletenessTable({ fleet }: { fleet: FleetCompleteness }) {
  const unit = fleet.span.unit === 1 ? 'Hours' : 'Days'
  return (
    <DataTable label="Completeness, a table">
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col" data-number>Complete</th>
          <th scope="col" data-number>Readings</th>
          <th scope="col" data-number>Usual in an hour</th>
          <th scope="col" data-number>{unit} without readings</th>
          <th scope="col" data-number>{unit} below 90 %</th>
        </tr>
      </thead>
      <tbody>
        {fleet.list.map((device) => {
          const cells = cellsOf(fleet.span, device)
          const empty = cells.filter(({ level }) => level === 'none').length
          const few = cells.filter(({ level }) => BELOW_90.has(level)).length
          return (
            <tr key={device.device}>
              <td data-mono className={css.day}>
                <DeviceLink device={device.device} />
              </td>
              <td data-number>{percent(shareOf(cells))}</td>
              <td data-number>{count(device.readings)}</td>
              <td data-number>{number(device.expected, 0)}</td>
              <td data-number data-none={empty === 0 || undefined}>{count(empty)}</td>
              <td data-number data-none={few === 0 || undefined}>{count(few)}</td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}
