import { type DevicesThen as Answered, useDevicesThen } from '../../api/get-devices-then'
import { Answer } from '../../components/answer'
import { DataTable, LONG_ROW_HEIGHT } from '../../components/data-table'
import { DeviceLink } from '../../components/device-link'
import { Panel } from '../../components/panel'
import { TableRowSpace } from '../../components/row-space'
import { StateNote } from '../../components/state-note'
import { count, moment } from '../../lib/format'
import { useDrawnRows } from '../../lib/use-drawn-rows'
import css from './devices.module.css'

const COLUMNS = 4

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
  const drawn = useDrawnRows({ count: devices.length, rowHeight: LONG_ROW_HEIGHT })
  const space = { columns: COLUMNS, rowHeight: LONG_ROW_HEIGHT }
  return (
    <DataTable label="Devices" long={{ scroller: drawn.scroller, rows: devices.length + 1 }}>
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col" data-number>Readings</th>
          <th scope="col" data-number>First reading</th>
          <th scope="col" data-number>Newest reading</th>
        </tr>
      </thead>
      <tbody>
        <TableRowSpace {...space} rows={drawn.rows[0]?.skipped ?? 0} />
        {drawn.rows.map(({ place }) => {
          const { device_id, readings, oldest, newest } = devices[place]!
          return (
            <tr key={device_id} aria-rowindex={place + 2}>
              <td data-mono title={device_id}>
                <DeviceLink device={device_id} />
              </td>
              <td data-number>{count(readings)}</td>
              <td data-number>{moment(oldest, { hasYear: true })}</td>
              <td data-number>{moment(newest, { hasYear: true })}</td>
            </tr>
          )
        })}
        <TableRowSpace {...space} rows={drawn.after} />
      </tbody>
    </DataTable>
  )
}
