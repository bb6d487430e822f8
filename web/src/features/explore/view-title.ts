import { BY_DEVICE, type ExploreSearch } from '../../components/charts/choice'
import { TITLE_MAX } from '../../components/boards/board'
import { count } from '../../lib/format'

/** A view in words: what is measured, how it is looked at, and of which devices. */
export function titleOf({ view = 'time', by, devices = [] }: ExploreSearch, signals: string[]): string {
  const [across, up] = signals
  if (view === 'correlation' && across && up) return short(`${up} by ${across}${ofDevices(devices)}`)
  const all = signals.join(', ')
  if (view === 'calendar') return short(`${all} by day and hour${ofDevices(devices)}`)
  return short(`${all}${HOW[view]}${groupText(by)}${ofDevices(devices)}`)
}

const HOW = { time: ' over time', distribution: ', how often each value is', correlation: '' }

function groupText(by: string | undefined): string {
  if (by === undefined) return ''
  return by === BY_DEVICE ? ', each device' : `, by ${by}`
}

function ofDevices(devices: string[]): string {
  if (devices.length === 0) return ''
  return devices.length <= 2 ? ` of ${devices.join(' and ')}` : ` of ${count(devices.length)} devices`
}

function short(text: string): string {
  return text.length > TITLE_MAX ? `${text.slice(0, TITLE_MAX - 1)}…` : text
}
