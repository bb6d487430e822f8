import { TextInput } from '@mantine/core'
import { DEVICE_STATES, type Device, type DeviceState, useDevicePages } from '../../api/get-devices'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import { useAddress } from '../../lib/use-address'
import { DeviceTable } from './device-table'
import css from './devices.module.css'

export interface DevicesSearch {
  search?: string
  state?: DeviceState
}
const PAGE_ROWS = 200

export function DevicesPage() {
  const [{ search, state }, change] = useAddress<DevicesSearch>()
  const devices = useDevicePages({ search, state, limit: PAGE_ROWS })
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
  const note = devices.data && `${count(devices.data.pages[0]?.total)} that reported`
  return (
    <Page title="Devices" note={note} tools={tools}>
      <Answer query={devices} rows={10}>
        {({ pages }) => <Found list={pages.flatMap((page) => page.devices)} reading={devices} />}
      </Answer>
    </Page>
  )
}

interface FoundProps {
  list: Device[]
  reading: ReturnType<typeof useDevicePages>
}

function Found({ list, reading }: FoundProps) {
  if (list.length === 0)
    return <StateNote title="No such device">Ask for less, or send records first.</StateNote>
  const note = reading.hasNextPage ? `the first ${count(list.length)}, more as you scroll` : count(list.length)
  return (
    <Panel title="In order of their ids" note={note} className={css.devices} flush>
      <DeviceTable list={list} reading={reading} />
    </Panel>
  )
}
