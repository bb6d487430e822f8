import { useTokens } from '../../lib/use-tokens'
import css from './charts.module.css'
import { coloursOf } from './heat-drawing'

/** What the colours of a plane mean, and the cell that is pointed at. */
export function ScaleLegend({ low, high, cell }: { low: string; high: string; cell: string | null }) {
  const colours = coloursOf(useTokens())
  return (
    <div className={css.scale}>
      <span>{low}</span>
      <svg width={colours.length * 16} height="8" aria-hidden="true">
        {colours.map((colour, place) => (
          <rect key={place} x={place * 16} width="16" height="8" fill={colour} />
        ))}
      </svg>
      <span>{high}</span>
      <b>{cell}</b>
    </div>
  )
}
