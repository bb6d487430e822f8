import css from './chart-key.module.css'

/** What is what on the charts of a device. */
export function ChartKey({ beside }: { beside: string | undefined }) {
  return (
    <ul className={css.key} aria-label="What is drawn">
      <li data-swatch="mean">mean</li>
      <li data-swatch="range">least to largest</li>
      <li data-swatch="expected">expected</li>
      <li data-swatch="unusual">unusual</li>
      {beside !== undefined && <li data-swatch="beside">{beside}</li>}
    </ul>
  )
}
