import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBooks } from '../../api/get-books'
import { useCatalog } from '../../api/get-catalog'
import { useDevices } from '../../api/get-devices'
import { lakeOf, useStatus } from '../../api/get-status'
import { countedSince, ENERGY, hourOf, useToday } from '../../api/get-today'
import { usePastTime } from '../../api/use-past-time'
import { KeyNumber } from '../../components/key-number'
import { Sparkline } from '../../components/sparkline'
import { ago, count, MISSING, moment, number } from '../../lib/format'
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
  const past = usePastTime()
  const isPast = past !== null
  const { data: booksThen } = useBooks()
  const books = isPast ? booksThen : lake?.books
  const hour = useNow((now) => hourOf(past ?? now))
  const { hasEnergy, unit } = useEnergy()
  const { data: today, error } = useToday(past === undefined ? undefined : hour, hasEnergy)
  const orWhyNot = (words: ReactNode) => (error && !today ? `not known: ${error.message}` : words)
  return (
    <div className={css.numbers}>
      <KeyNumber label="Devices connected" value={count(states?.connected)} isAside={isPast}>
        {isPast ? `now, of ${count(devices)}` : `of ${count(devices)} that reported`}
      </KeyNumber>
      <KeyNumber label="Devices in trouble" value={sum(states?.silent, states?.faulty)} isAside={isPast}>
        {isPast && 'now: '}
        {count(states?.silent)} silent, {count(states?.faulty)} faulty
      </KeyNumber>
      <Rate isPast={isPast} />
      <KeyNumber label="Records received" value={count(books?.received)}>
        {count(books?.stored)} stored
      </KeyNumber>
      <KeyNumber label="Anomalies open" value={count(today?.open)}>
        {orWhyNot(
          <Link to={PATHS.anomalies} search={openSince(hour)}>
            of the last 7 days
          </Link>,
        )}
      </KeyNumber>
      {hasEnergy !== false && (
        <KeyNumber label="Energy today" value={number(today?.energy, 1)} {...(unit ? { unit } : {})}>
          {orWhyNot(isPast ? 'of that day, UTC' : 'today, UTC')}
        </KeyNumber>
      )}
      <Newest time={earlier(today?.newest, isPast ? booksThen?.received_time : lake?.received_time)} past={past}>
        {isPast ? (
          <Line isNone={today?.newest === null}>
            {`commit ${count(booksThen?.commit)}, ${moment(booksThen?.commit_time)}`}
          </Line>
        ) : (
          <Commit number={lake?.commit} time={lake?.commit_time} isNone={today?.newest === null} />
        )}
      </Newest>
    </div>
  )
}

// Alone, as it is another each second.
function Rate({ isPast }: { isPast: boolean }) {
  const { state, fleet, rates } = useLive()
  const tokens = useTokens()
  const words = isPast ? 'now, as they are judged' : 'as they are judged'
  return (
    <KeyNumber
      label="Records per second"
      value={number(state === 'live' ? fleet?.records_per_second : undefined, 1)}
      beside={<Sparkline values={rates} colour={tokens(isPast ? 'text-3' : 'accent')} />}
      isAside={isPast}
    >
      {state === 'live' ? words : 'not connected'}
    </KeyNumber>
  )
}

// The same that were counted.
function openSince(hour: number) {
  return { status: 'open' as const, from: new Date(countedSince(hour)).toISOString() }
}

// A clock that is ahead makes nothing newer than when it came.
function earlier(measured: string | null | undefined, received: string | null | undefined) {
  return measured && received && Date.parse(received) < Date.parse(measured) ? received : measured
}

interface NewestProps {
  time: string | null | undefined
  past: number | null | undefined
  children: ReactNode
}

function Newest({ time, past, children }: NewestProps) {
  const age = useNow((now) => (past === undefined ? MISSING : ago(time, past ?? now)))
  return (
    <KeyNumber label="Newest reading" value={age} unit="old">
      {children}
    </KeyNumber>
  )
}

// On one line, whatever its numbers are: a card that grows would move all below it.
function Line({ children, isNone }: { children: string; isNone: boolean }) {
  const shown = isNone ? `none in 2 days; ${children}` : children
  return (
    <span className={css.line} title={shown}>
      {shown}
    </span>
  )
}

interface CommitProps {
  number: number | undefined
  time: string | undefined
  isNone: boolean
}

function Commit({ number, time, isNone }: CommitProps) {
  const age = useNow((now) => ago(time, now))
  return <Line isNone={isNone}>{`commit ${count(number)}, ${age} old`}</Line>
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
