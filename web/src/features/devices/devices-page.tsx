import { TextInput } from '@mantine/core'
import { DEVICE_STATES, type Device, type DeviceState, useDevices } from '../../api/get-devices'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { DataTable } from '../../components/data-table'
import { DeviceLink } from '../../components/device-link'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { ago, count, duration, MISSING, score } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import { useAddress } from '../../lib/use-address'
import { useNow } from '../../lib/use-now'

export interface DevicesSearch {
  search?: string
  state?: DeviceState
}
const SHOWN = 200

export function DevicesPage() {
  const [{ search, state }, change] = useAddress<DevicesSearch>()
  const devices = useDevices({ search, state, limit: SHOWN })
  const tools = (
    <>
      <TextInput
        size="xs"
        aria-label="Search devices"
        placeholder="A part of the id"
        defaultValue={search ?? ''}
        onChange={(event) => change({ search: event.currentTarget.value || undefined })}
      />
      <Select
        label="State"
        value={state ?? 'any state'}
        options={['any state', ...DEVICE_STATES]}
        onChange={(text) => change({ state: isOneOf(DEVICE_STATES, text) ? text : undefined })}
      />
    </>
  )
  const note = devices.data && `${count(devices.data.total)} that reported`
  return (
    <Page title="Devices" note={note} tools={tools}>
      <Answer query={devices} rows={10}>
        {({ devices: list, next }) =>
          list.length === 0 ? (
            <StateNote title="No such device">Ask for less, or send records first.</StateNote>
          ) : (
            <Panel
              title="In order of their ids"
              note={next ? `the first ${count(list.length)}: search for others` : count(list.length)}
              flush
            >
              <Rows list={list} />
            </Panel>
          )
        }
      </Answer>
    </Page>
  )
}

function Rows({ list }: { list: Device[] }) {
  const now = useNow()
  return (
    <DataTable label="Devices">
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col">State</th>
          <th scope="col">Type</th>
          <th scope="col" data-number>Newest reading</th>
          <th scope="col" data-number>Usual interval</th>
          <th scope="col" data-number>Newest anomaly</th>
          <th scope="col" data-number>Its score</th>
        </tr>
      </thead>
      <tbody>
        {list.map((device) => (
          <tr key={device.device_id}>
            <td data-mono>
              <DeviceLink device={device.device_id} />
            </td>
            <td>
              <Chip word={device.state} />
            </td>
            <td>{String(device.attributes.device_type?.value ?? MISSING)}</td>
            <td data-number>{ago(device.newest_time, now)} ago</td>
            <td data-number>{device.interval_s ? duration(device.interval_s) : MISSING}</td>
            <td data-number data-none={!device.anomaly_time || undefined}>
              {device.anomaly_time ? `${ago(device.anomaly_time, now)} ago` : MISSING}
            </td>
            <td data-number data-none={!device.anomaly_time || undefined}>
              {score(device.anomaly_score)}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
