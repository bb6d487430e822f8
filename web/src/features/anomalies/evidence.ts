// What is drawn of an anomaly over its signal, and what is said of it.
import type { Anomaly } from '../../api/get-anomalies'
import type { Overlay } from '../../components/time-chart-drawing'
import type { Around } from '../../lib/around'
import { MISSING, moment, number } from '../../lib/format'

const BAND_SHARE = 0.05 // of the picture: the least that is seen

export function overlayOf(anomaly: Anomaly, { from, to, start, end }: Around): Overlay {
  if (anomaly.kind === 'gap') return { hole: { from: start / 1000, to: end / 1000 } }
  const { expected_low: low, expected_high: high, value } = anomaly
  const least = (Date.parse(to) - Date.parse(from)) * BAND_SHARE
  const room = Math.max(0, least - (end - start)) / 2
  return {
    ...(low != null && high != null
      ? { expected: { from: (start - room) / 1000, to: (end + room) / 1000, low, high } }
      : {}),
    ...(value != null ? { seen: { time: end / 1000, value } } : {}),
  }
}

/** Of a gap in seconds. */
export function unitOf({ kind, unit }: Anomaly): string {
  return kind === 'gap' ? 's' : (unit ?? '')
}

export function seenText(anomaly: Anomaly): string {
  return withUnit(number(anomaly.value, 3), unitOf(anomaly))
}

export function expectedText(anomaly: Anomaly): string {
  const { expected_low: low, expected_high: high } = anomaly
  if (low == null && high == null) return MISSING
  return withUnit(`${number(low, 3)} to ${number(high, 3)}`, unitOf(anomaly))
}

export function holeText({ start, end }: Around): string {
  const [from, to] = [start, end].map((time) => moment(new Date(time).toISOString()))
  return `nothing came from ${from} to ${to}`
}

function withUnit(text: string, unit: string): string {
  return text === MISSING || unit === '' ? text : `${text} ${unit}`
}
