// Why there is no data of a device, or why there is: what its register and its rejects say.
import type { Device } from '../../api/get-devices'
import type { DeviceRejects } from '../../api/get-device-rejects'
import { duration, moment } from '../../lib/format'

export interface Verdict {
  level: 'ok' | 'warn' | 'critical'
  title: string
  text: string
  /** Whether its anomalies say more. */
  isUnusual?: boolean
}
const INTERVALS_LATE = 3
const LATE_S_MIN = 60
const LATELY_MS = 24 * 3_600_000

export function verdictOf(device: Device | null, rejects: DeviceRejects[], now: number): Verdict {
  const newest = rejects[0]
  if (!device) return newest ? onlyRefused(newest) : NEVER
  const received = Date.parse(device.received ?? '')
  if (newest && newest.newest_ms > received) return refusedSince(device, newest)
  if (device.state === 'silent') return silent(device, now)
  if (device.state === 'faulty') return unusual(device, now)
  if (lateness(device) > Math.max(LATE_S_MIN, INTERVALS_LATE * (device.interval_s ?? 0))) return late(device)
  if (newest && newest.newest_ms > now - LATELY_MS) return refusedSome(newest)
  return well(device, now)
}

const NEVER: Verdict = {
  level: 'warn',
  title: 'It was never seen',
  text: 'Nothing of this id is stored, and no record that was refused names it. See whether it sends, and under which id.',
}

function onlyRefused(newest: DeviceRejects): Verdict {
  return {
    level: 'critical',
    title: 'All that it sent was refused',
    text: `Nothing of this id is stored. ${newestText(newest)}`,
  }
}

function refusedSince(device: Device, newest: DeviceRejects): Verdict {
  return {
    level: 'critical',
    title: 'What it sends is refused',
    text: `The last reading was taken at ${moment(device.received)}. ${newestText(newest)}`,
  }
}

function silent(device: Device, now: number): Verdict {
  return {
    level: 'warn',
    title: `Silent since ${moment(device.received)}`,
    text: `Nothing was received for ${since(device.received, now)}, and nothing was refused since. ${usualText(device)}`,
  }
}

function late(device: Device): Verdict {
  return {
    level: 'warn',
    title: 'What comes is late',
    text: `Its newest reading was measured ${duration(lateness(device))} before it was received, at ${moment(device.received)}: it sends what it kept, or its clock is wrong.`,
  }
}

function refusedSome(newest: DeviceRejects): Verdict {
  return { level: 'warn', title: 'It reports, and some of it is refused', text: newestText(newest) }
}

function unusual(device: Device, now: number): Verdict {
  const found = device.anomaly_time ? ` The newest anomaly is of ${moment(device.anomaly_time)}.` : ''
  return {
    level: 'warn',
    title: 'It reports, and what it reports is unusual',
    text: `${well(device, now).text}${found}`,
    isUnusual: true,
  }
}

function well(device: Device, now: number): Verdict {
  return {
    level: 'ok',
    title: 'All is well',
    text: `It was heard of ${since(device.received, now)} ago. ${usualText(device)}`,
  }
}

function newestText({ reason, records, newest_ms, field, value }: DeviceRejects): string {
  const what = field ? `, as ${field} was ${value === null ? 'nothing' : `“${value}”`}` : ''
  const others = records > 1 ? ` (${records.toLocaleString('en')} for this reason)` : ''
  return `The newest was refused at ${moment(new Date(newest_ms).toISOString())}: ${reason}${what}${others}.`
}

function usualText({ interval_s: interval }: Device): string {
  return interval ? `Usually one reading comes every ${duration(interval)}.` : 'How often it reports is not known yet.'
}

function lateness({ received, newest_time }: Device): number {
  return received && newest_time ? (Date.parse(received) - Date.parse(newest_time)) / 1000 : 0
}

function since(time: string | null, now: number): string {
  return time ? duration((now - Date.parse(time)) / 1000) : 'a time that is not known'
}
