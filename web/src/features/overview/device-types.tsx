import { type Device, useDevices } from '../../api/get-devices'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import css from './device-types.module.css'

interface TypeRow {
  type: string
  devices: number
  inTrouble: number
}

/** The devices by their attribute `device_type`, as far as they were listed. */
export function DeviceTypes({ className }: { className: string | undefined }) {
  const devices = useDevices()
  const page = devices.data
  const isCut = page !== undefined && page.devices.length < page.total
  const note = isCut && `the first ${count(page.devices.length)} of ${count(page.total)} devices`
  return (
    <Panel title="Device types" note={note} className={className} flush>
      <Answer query={devices} rows={5}>
        {(data) => <Types rows={typesOf(data.devices)} />}
      </Answer>
    </Panel>
  )
}

export function typesOf(devices: Device[]): TypeRow[] {
  const rows = new Map<string, TypeRow>()
  for (const device of devices) {
    const type = device.attributes.device_type?.value
    const name = typeof type === 'string' && type !== '' ? type : 'not said'
    const row = rows.get(name) ?? { type: name, devices: 0, inTrouble: 0 }
    row.devices += 1
    if (device.state !== 'connected') row.inTrouble += 1
    rows.set(name, row)
  }
  return [...rows.values()].sort((a, b) => b.devices - a.devices || a.type.localeCompare(b.type))
}

function Types({ rows }: { rows: TypeRow[] }) {
  if (rows.length === 0)
    return <StateNote title="No device has reported yet">Send records to POST /v1/readings.</StateNote>
  const most = rows[0]!.devices
  return (
    <DataTable label="Device types, a table">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <td />
          <th scope="col" data-number>Devices</th>
          <th scope="col" data-number>In trouble</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.type}>
            <td>{row.type}</td>
            <td className={css.share}>
              <meter min={0} max={most} value={row.devices} aria-hidden />
            </td>
            <td data-number>{count(row.devices)}</td>
            <td data-number data-bad={row.inTrouble > 0 || undefined}>{count(row.inTrouble)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
