import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCatalog } from '../../api/get-catalog'
import { useDevices } from '../../api/get-devices'
import { lakeOf, useStatus } from '../../api/get-status'
import { ENERGY, useToday } from '../../api/get-today'
import { KeyNumber } from '../../components/key-number'
import { Sparkline } from '../../components/sparkline'
import { count, duration, MISSING, number } from '../../lib/format'
import { PATHS } from '../../config/paths'
import { useLake } from '../../lib/use-lake'
import { useLive } from '../../lib/use-live'
import { useNow } from '../../lib/use-now'
import { useTokens } from '../../lib/use-tokens'
import css from './overview.module.css'

const NUMBERS = ['DOUBLE', 'BIGINT'] // types of what is summed

export function KeyNumbers() {
  const { data } = useStatus()
  const lake = lakeOf(data, useLake())
  const { data: fleet } = useDevices({ limit: 1 }) // for its totals
  const states = fleet?.states
  const devices = fleet?.total
  const live = useLive()
  const tokens = useTokens()
  const now = useNow()
  const { hasEnergy, unit } = useEnergy()
  const { data: today, error } = useToday(now, hasEnergy)
  const orWhyNot = (words: ReactNode) => (error && !today ? `not known: ${error.message}` : words)
  const ageOf = (time: string | null | undefined) =>
    time ? duration((now - Date.parse(time)) / 1000) : MISSING
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
      <KeyNumber label="Anomalies open" value={count(today?.open)}>
        {orWhyNot(
          <Link to={PATHS.anomalies} search={{ status: 'open' }}>
            of the last 7 days
          </Link>,
        )}
      </KeyNumber>
      {hasEnergy !== false && (
        <KeyNumber label="Energy today" value={number(today?.energy, 1)} {...(unit ? { unit } : {})}>
          {orWhyNot('today, UTC')}
        </KeyNumber>
      )}
      <KeyNumber label="Newest reading" value={ageOf(today?.newest)} unit="old">
        <Commit words={`commit ${count(lake?.commit)}, ${ageOf(lake?.commit_time)} old`} isNone={today?.newest === null} />
      </KeyNumber>
    </div>
  )
}

// On one line, whatever its numbers are: a card that grows would move all below it.
function Commit({ words, isNone }: { words: string; isNone: boolean }) {
  const shown = isNone ? `none in 2 days; ${words}` : words
  return (
    <span className={css.line} title={shown}>
      {shown}
    </span>
  )
}

/** Whether the lake has a signal that says what devices use, and its unit; a place is kept for it
 * while that is not known. */
function useEnergy(): { hasEnergy: boolean | undefined; unit?: string | undefined } {
  const { data, error } = useCatalog()
  if (data === undefined) return { hasEnergy: error ? false : undefined }
  const table = data.tables.find(({ name }) => name === 'device_metrics')
  const signal = table?.columns.find(({ name, type }) => name === ENERGY && NUMBERS.includes(type))
  return { hasEnergy: signal !== undefined, unit: signal?.unit }
}

function sum(...parts: (number | undefined)[]): string {
  if (parts.some((part) => part === undefined)) return MISSING
  return count(parts.reduce<number>((total, part) => total + part!, 0))
}
