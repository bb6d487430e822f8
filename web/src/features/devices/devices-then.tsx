import { type DevicesThen as Answered, type DeviceThen, useDevicesThen } from '../../api/get-devices-then'
import { Answer } from '../../components/answer'
import { DeviceLink } from '../../components/device-link'
import { LongTable } from '../../components/long-table'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { count, moment } from '../../lib/format'
import css from './devices.module.css'

const COLUMNS = [
  { name: 'Device' },
  { name: 'Readings', isNumber: true },
  { name: 'First reading', isNumber: true },
  { name: 'Newest reading', isNumber: true },
]

/** The devices of the past: what their readings say. In which state each was is not kept. */
export function DevicesThen({ search }: { search: string | undefined }) {
  const answer = useDevicesThen(search)
  return (
    <Answer query={answer} rows={10}>
      {(then) =>
        then.total === 0 ? (
          <StateNote title="There was no such device then">Look at a later commit, or ask for less of the id.</StateNote>
        ) : (
          <Panel title="In order of their ids" note={noteOf(then)} className={css.devices} flush>
            <Table devices={then.devices} />
          </Panel>
        )
      }
    </Answer>
  )
}

function noteOf({ total, devices }: Answered): string {
  const shown = devices.length < total ? `the first ${count(devices.length)} of ${count(total)}` : count(total)
  return `${shown} that had reported by then; their states of then are not kept`
}

function Table({ devices }: Pick<Answered, 'devices'>) {
  return (
    <LongTable
      label="Devices"
      columns={COLUMNS}
      rows={devices.length}
      keyOf={(row) => devices[row]!.device_id}
      draw={(row) => <Cells device={devices[row]!} />}
    />
  )
}

function Cells({ device: { device_id: id, readings, oldest, newest } }: { device: DeviceThen }) {
  return (
    <>
      <td data-mono title={id}>
        <DeviceLink device={id} />
      </td>
      <td data-number>{count(readings)}</td>
      <td data-number>{moment(oldest, { hasYear: true })}</td>
      <td data-number>{moment(newest, { hasYear: true })}</td>
    </>
  )
}
