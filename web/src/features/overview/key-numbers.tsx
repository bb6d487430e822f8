import { useDevices } from '../../api/get-devices'
import { lakeOf, useStatus } from '../../api/get-status'
import { KeyNumber } from '../../components/key-number'
import { Sparkline } from '../../components/sparkline'
import { count, duration, MISSING, number } from '../../lib/format'
import { useLake } from '../../lib/use-lake'
import { useLive } from '../../lib/use-live'
import { useNow } from '../../lib/use-now'
import { useTokens } from '../../lib/use-tokens'
import css from './overview.module.css'

export function KeyNumbers() {
  const { data } = useStatus()
  const lake = lakeOf(data, useLake())
  const { data: fleet } = useDevices({ limit: 1 }) // for its totals
  const states = fleet?.states
  const devices = fleet?.total
  const live = useLive()
  const tokens = useTokens()
  const now = useNow()
  const age = lake?.commit_time ? (now - Date.parse(lake.commit_time)) / 1000 : undefined
  const rate = live.state === 'live' ? live.fleet?.records_per_second : undefined
  return (
    <div className={css.numbers}>
      <KeyNumber label="Devices connected" value={count(states?.connected)}>
        of {count(devices)} that reported
      </KeyNumber>
      <KeyNumber label="Devices in trouble" value={sum(states?.silent, states?.faulty)}>
        {count(states?.silent)} silent, {count(states?.faulty)} faulty
      </KeyNumber>
      <KeyNumber
        label="Records per second"
        value={number(rate, 1)}
        beside={<Sparkline values={live.rates} colour={tokens('accent')} />}
      >
        {live.state === 'live' ? 'as they are judged' : 'not known: not connected'}
      </KeyNumber>
      <KeyNumber label="Records received" value={count(lake?.books?.received)}>
        {count(lake?.books?.stored)} of them stored
      </KeyNumber>
      <KeyNumber label="Newest commit" value={age === undefined ? MISSING : duration(age)} unit="old">
        commit {count(lake?.commit)}
      </KeyNumber>
    </div>
  )
}

function sum(...parts: (number | undefined)[]): string {
  if (parts.some((part) => part === undefined)) return MISSING
  return count(parts.reduce<number>((total, part) => total + part!, 0))
}
