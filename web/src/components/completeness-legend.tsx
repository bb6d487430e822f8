import { type Level, LEVELS } from '../lib/completeness'
import css from './completeness.module.css'

export function CompletenessLegend() {
  return (
    <ul className={css.legend} aria-label="Colours">
      {(Object.keys(LEVELS) as Level[]).map((level) => (
        <li key={level}>
          <svg className={css.swatch} viewBox="0 0 1 1" aria-hidden>
            <rect className={css.cell} data-level={level} width={1} height={1} />
          </svg>
          {LEVELS[level]}
        </li>
      ))}
    </ul>
  )
}
