import type { AnomalyKind, AnomalyState } from '../api/get-anomalies'
import type { DeviceState } from '../api/get-devices'
import css from './chip.module.css'

type Word = AnomalyKind | AnomalyState | DeviceState

const LEVELS: Record<Word, string> = {
  unusual: 'serious',
  range: 'critical',
  stuck: 'warn',
  gap: 'info',
  connected: 'ok',
  silent: 'warn',
  faulty: 'critical',
  open: 'serious',
  acknowledged: 'info',
  confirmed: 'critical',
  rejected: 'ok',
}

/** A state or kind as a word; the colour only repeats it. */
export function Chip({ word }: { word: Word }) {
  return (
    <span className={css.chip} data-level={LEVELS[word]}>
      {word}
    </span>
  )
}
