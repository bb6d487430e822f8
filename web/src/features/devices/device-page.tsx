import { useParams } from '@tanstack/react-router'
import type { Device } from '../../api/get-devices'
import { useDevice } from '../../api/get-device'
import { type NewestThen, useNewestThen, useTimesThen } from '../../api/get-device-then'
import { Age } from '../../components/age'
import { Answer } from '../../components/answer'
import { Chip } from '../../components/chip'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { Select } from '../../components/select'
import { duration, moment } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import { useAddress } from '../../lib/use-address'
import { DeviceAnomalies } from './device-anomalies'
import css from './device.module.css'
import { KnownFacts } from './known-facts'
import { LatestValues } from './latest-values'
import { Neighbour } from './neighbour'
import { Signals } from './signals'
import { chosenOf, type DeviceSearch, SPANS, type Span } from './time-window'
import { Why } from './why'

export function DevicePage() {
  const id = useParams({ strict: false, select: (parts) => parts._splat ?? '' })
  const device = useDevice(id)
  return (
    <Answer query={device} rows={10}>
      {(found) =>
        found ? (
          <Shown key={id} device={found} id={id} />
        ) : (
          <Page title={id}>
            <Why id={id} device={null} />
          </Page>
        )
      }
    </Answer>
  )
}

// Looking back, what its readings of then tell takes the place of what is known of it.
function Shown({ device, id }: { device: Device; id: string }) {
  const isPast = useAsOf() !== undefined
  const times = useTimesThen(id, isPast)
  const newest = useNewestThen(id, device, isPast)
  if (!isPast) return <Known device={device} id={id} />
  return (
    <Answer query={times} rows={10}>
      {(known) =>
        known ? (
          <Known
            device={{ ...device, interval_s: null, ...known, ...(newest.data ?? unknownOf(device)) }}
            id={id}
            whyNoValues={newest.data ? null : newest.error}
          />
        ) : (
          <Page title={id}>
            <StateNote title="It had not reported by then">Look at a later commit.</StateNote>
          </Page>
        )
      }
    </Answer>
  )
}

// Its signals can be drawn, whatever they were last.
function unknownOf({ signals }: Device): NewestThen {
  const unknown = Object.entries(signals).map(([name, one]) => [name, { ...one, value: null, time: null }])
  return { received: null, signals: Object.fromEntries(unknown), attributes: {} }
}

interface KnownProps {
  device: Device
  id: string
  whyNoValues?: Error | null
}

function Known({ device, id, whyNoValues = null }: KnownProps) {
  const [search, change] = useAddress<DeviceSearch>()
  const isChosen = chosenOf(search) !== null
  const tools = (
    <>
      <Neighbour device={device} beside={search.beside} onChoose={(beside) => change({ beside })} />
      <Select
        label="Time"
        value={isChosen ? 'chosen' : (search.span ?? '24 h')}
        options={isChosen ? ['chosen', ...Object.keys(SPANS)] : Object.keys(SPANS)}
        onChange={(span) => change({ span: span as Span, from: undefined, to: undefined })}
      />
    </>
  )
  return (
    <Page title={id} note={<Facts device={device} />} tools={tools}>
      <div className={css.columns}>
        <Signals device={device} id={id} search={search} change={change} />
        <div className={css.why}>
          <Why id={id} device={device} />
        </div>
        <div className={css.side}>
          <DeviceAnomalies device={id} />
          <LatestValues device={device} whyNot={whyNoValues} />
          <KnownFacts id={id} device={device} />
        </div>
      </div>
    </Page>
  )
}

function Facts({ device }: { device: Device }) {
  const isPast = useAsOf() !== undefined
  if (isPast) return <>newest reading {moment(device.newest_time)}; in which state it was is not kept</>
  return (
    <>
      <Chip word={device.state} /> newest reading <Age time={device.newest_time} /> ago
      {device.interval_s ? `, usually one every ${duration(device.interval_s)}` : ''}
    </>
  )
}
