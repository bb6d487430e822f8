import type { ReactNode } from 'react'
import type { Device } from '../../api/get-devices'
import { type Firmware, firmwaresOf, FIRMWARES_MAX, useFirmware } from '../../api/get-firmware'
import { Answer } from '../../components/answer'
import { Panel } from '../../components/panel'
import { duration, MISSING, moment } from '../../lib/format'
import css from './known-facts.module.css'
import { valueText } from './latest-values'

const FIRMWARE = 'firmware_version'

/** What is known of a device besides its signals. */
export function KnownFacts({ id, device }: { id: string; device: Device }) {
  const hasYear = { hasYear: true }
  return (
    <Panel title="What is known of it" flush>
      <dl className={css.facts}>
        <Fact name="First reading">{moment(device.oldest_time, hasYear)}</Fact>
        <Fact name="Newest reading">{moment(device.newest_time, hasYear)}</Fact>
        <Fact name="Heard of last">{moment(device.received, hasYear)}</Fact>
        <Fact name="Usual interval">{device.interval_s ? duration(device.interval_s) : MISSING}</Fact>
        {Object.entries(device.attributes).map(([name, newest]) => (
          <Fact key={name} name={name} time={newest.time}>
            {valueText(newest)}
          </Fact>
        ))}
      </dl>
      {FIRMWARE in device.attributes && <FirmwareHistory id={id} />}
    </Panel>
  )
}

function Fact({ name, time, children }: { name: string; time?: string | null; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {time && <time dateTime={time}>{moment(time)}</time>}
      </dd>
    </div>
  )
}

function FirmwareHistory({ id }: { id: string }) {
  const answer = useFirmware(id)
  return (
    <section className={css.history} aria-label="Firmware">
      <h3>Firmware</h3>
      <Answer query={answer} rows={2}>
        {(rows) => <Versions list={firmwaresOf(rows)} />}
      </Answer>
    </section>
  )
}

function Versions({ list }: { list: Firmware[] }) {
  if (list.length === 0) return <p>No reading names a version.</p>
  return (
    <>
      <ol>
        {list.map(({ version, first, last }) => (
          <li key={version}>
            <b>{version}</b>
            <span>
              {moment(first)} to {moment(last)}
            </span>
          </li>
        ))}
      </ol>
      {list.length === FIRMWARES_MAX && <p>The newest {FIRMWARES_MAX}; there may be older ones.</p>}
    </>
  )
}
