import { Link } from '@tanstack/react-router'
import type { Device } from '../../api/get-devices'
import { type DeviceRejects, useDeviceRejects } from '../../api/get-device-rejects'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { count, moment } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import { useNow } from '../../lib/use-now'
import { verdictOf } from './verdict'
import css from './why.module.css'

/** Why there is no data of a device, in one sentence, and what of it was refused. */
export function Why({ id, device }: { id: string; device: Device | null }) {
  const rejects = useDeviceRejects(id)
  const isPast = useAsOf() !== undefined
  return (
    <Panel title="Why is there no data?" flush>
      <Answer query={rejects} rows={2}>
        {(list) => (
          <>
            {isPast ? <Past isEmpty={list.length === 0} /> : <Told device={device} rejects={list} />}
            {list.length > 0 && <Refused list={list} />}
          </>
        )}
      </Answer>
    </Panel>
  )
}

function Told({ device, rejects }: { device: Device | null; rejects: DeviceRejects[] }) {
  const { level, title, text, isUnusual } = verdictOf(device, rejects, useNow((now) => now))
  return (
    <div className={css.told} data-level={level}>
      <strong>{title}</strong>
      <p>{text}</p>
      {isUnusual && (
        <Link to="/anomalies" search={{ device: device?.device_id } as never}>
          See its anomalies
        </Link>
      )}
    </div>
  )
}

// The state of a device is of now; with what was refused then it says nothing.
function Past({ isEmpty }: { isEmpty: boolean }) {
  return (
    <div className={css.told} data-level="past">
      <strong>{isEmpty ? 'Nothing of it was refused' : 'Some of it was refused'}</strong>
      <p>So it stood then. Whether it reported is in its charts; in which state it was is not kept.</p>
    </div>
  )
}

function Refused({ list }: { list: DeviceRejects[] }) {
  return (
    <DataTable label="Refused records by reason">
      <thead>
        <tr>
          <th scope="col">Refused for</th>
          <th scope="col" data-number>Records</th>
          <th scope="col" data-number>Newest</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ reason, records, newest_ms }) => (
          <tr key={reason}>
            <td>
              <Link to="/quality" search={{ reason } as never}>
                {reason}
              </Link>
            </td>
            <td data-number>{count(records)}</td>
            <td data-number>{moment(new Date(newest_ms).toISOString())}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
