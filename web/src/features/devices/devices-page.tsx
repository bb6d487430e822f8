import { TextInput } from '@mantine/core'
import { DEVICE_STATES, type Device, type DeviceState, useDevicePages } from '../../api/get-devices'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import { useAddress, useChange } from '../../lib/use-address'
import { useAsOf } from '../../lib/use-as-of'
import { DeviceTable } from './device-table'
import css from './devices.module.css'
import { DevicesThen } from './devices-then'

export interface DevicesSearch {
  search?: string
  state?: DeviceState
}
const PAGE_ROWS = 200

export function DevicesPage() {
  const [{ search, state }, change] = useAddress<DevicesSearch>()
  const type = useChange<DevicesSearch>({ hasSteps: false })
  const isPast = useAsOf() !== undefined
  const tools = (
    <>
      <TextInput
        size="xs"
        aria-label="Search devices"
        placeholder="A part of the id"
        defaultValue={search ?? ''}
        onChange={(event) => type({ search: event.currentTarget.value || undefined })}
      />
      {!isPast && (
        <Select
          label="State"
          value={state ?? 'any state'}
          options={['any state', ...DEVICE_STATES]}
          onChange={(text) => change({ state: isOneOf(DEVICE_STATES, text) ? text : undefined })}
        />
      )}
    </>
  )
  return (
    <Page title="Devices" tools={tools}>
      {isPast ? <DevicesThen search={search} /> : <DevicesNow search={search} state={state} />}
    </Page>
  )
}

function DevicesNow({ search, state }: DevicesSearch) {
  const devices = useDevicePages({ search, state, limit: PAGE_ROWS })
  return (
    <Answer query={devices} rows={10}>
      {({ pages }) => (
        <Found
          list={pages.flatMap((page) => page.devices)}
          total={pages[0]?.total}
          reading={devices}
          isAll={search === undefined && state === undefined}
        />
      )}
    </Answer>
  )
}

interface FoundProps {
  list: Device[]
  total: number | undefined
  reading: ReturnType<typeof useDevicePages>
  /** Nothing narrows the list. */
  isAll: boolean
}

function Nothing({ isAll }: { isAll: boolean }) {
  return isAll ? (
    <StateNote title="No device has reported yet">Send records to POST /v1/readings.</StateNote>
  ) : (
    <StateNote title="No such device">Ask for a shorter part of the id, or any state.</StateNote>
  )
}

function Found({ list, total, reading, isAll }: FoundProps) {
  if (list.length === 0) return <Nothing isAll={isAll} />
  const note = reading.hasNextPage
    ? `the first ${count(list.length)} of ${count(total)}, more as you scroll`
    : `${count(list.length)} that reported`
  return (
    <Panel title="In order of their ids" note={note} className={css.devices} flush>
      <DeviceTable list={list} reading={reading} />
    </Panel>
  )
}
