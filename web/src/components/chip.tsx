import type { AnomalyKind } from '../api/get-anomalies'
import type { DeviceState } from '../api/get-devices'
import css from './chip.module.css'

const LEVELS: Record<AnomalyKind | DeviceState, string> = {
  unusual: 'serious',
  range: 'critical',
  stuck: 'warn',
  gap: 'info',
  connected: 'ok',
  silent: 'warn',
  faulty: 'critical',
}

/** A state or kind as a word; the colour only repeats it. */
export function Chip({ word }: { word: AnomalyKind | DeviceState }) {
  return (
    <span className={css.chip} data-level={LEVELS[word]}>
      {word}
    </span>
  )
}
