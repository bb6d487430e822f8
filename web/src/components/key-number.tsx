import type { ReactNode } from 'react'
import { MISSING } from '../lib/format'
import css from './key-number.module.css'

interface Props {
  label: string
  value: string
  unit?: string
  beside?: ReactNode
  below?: ReactNode
  /** It is of now, on a page that looks back. */
  isAside?: boolean
  children: ReactNode
}

/** A number that is looked at from afar, with its name above and a sentence below. */
export function KeyNumber({ label, value, unit, beside, below, isAside = false, children }: Props) {
  return (
    <section className={css.number} aria-label={label} data-aside={isAside || undefined}>
      <div className={css.label}>{label}</div>
      <div className={css.row}>
        <span className={css.value}>
          {value}
          {unit && value !== MISSING && <small>{unit}</small>}
        </span>
        {beside && <span className={css.spark}>{beside}</span>}
      </div>
      {below}
      <div className={css.hint}>{children}</div>
    </section>
  )
}
