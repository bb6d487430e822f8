import { type FleetGroup, useFleet } from '../../api/get-fleet'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { ApiError } from '../../lib/api-client'
import { useAsOf } from '../../lib/use-as-of'
import { count } from '../../lib/format'
import css from './device-types.module.css'

const SHOWN = 12
const OF_NOW = 'of the newest state'

/** The devices by their attribute `device_type`. */
export function DeviceTypes({ className }: { className: string | undefined }) {
  const fleet = useFleet('device_type')
  const isPast = useAsOf() !== undefined
  const isWithout = fleet.error instanceof ApiError && fleet.error.status === 400
  const more = (fleet.data?.groups_total ?? 0) - SHOWN
  return (
    <Panel
      title="Device types"
      note={[isPast && OF_NOW, more > 0 && `the largest ${SHOWN}, and ${count(more)} more`].filter(Boolean).join(': ')}
      className={className}
      flush
    >
      {isWithout ? (
        <StateNote title="No device says its type">Records name it as device_type.</StateNote>
      ) : (
        <Answer query={fleet} rows={5}>
          {({ groups }) => <Types groups={groups.slice(0, SHOWN)} />}
        </Answer>
      )}
    </Panel>
  )
}

function Types({ groups }: { groups: FleetGroup[] }) {
  if (groups.length === 0)
    return <StateNote title="No device has reported yet">Send records to POST /v1/readings.</StateNote>
  const most = groups[0]!.count
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
        {groups.map(({ value, count: devices, silent, faulty }) => (
          <tr key={value ?? ''}>
            <td>{value ?? 'not said'}</td>
            <td className={css.share}>
              <meter min={0} max={most} value={devices} aria-hidden />
            </td>
            <td data-number>{count(devices)}</td>
            <td data-number data-bad={silent + faulty > 0 || undefined}>{count(silent + faulty)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
