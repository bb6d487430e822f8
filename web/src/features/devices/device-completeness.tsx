import { type OwnCompleteness, useDeviceCompleteness } from '../../api/get-device-completeness'
import { usePastTime } from '../../api/use-past-time'
import { CompletenessLegend } from '../../components/completeness-legend'
import { CompletenessStrip } from '../../components/completeness-strip'
import { ErrorNote } from '../../components/state-note'
import { type Cell, cellsOf, shareOf } from '../../lib/completeness'
import { percent } from '../../lib/format'
import css from './device.module.css'
import { spanOf, type TimeWindow } from './time-window'

const HOUR_MS = 3_600_000

/** How much of what the device usually sends came, below it the same time as in its charts. */
export function DeviceCompleteness({ device, window }: { device: string; window: TimeWindow }) {
  const past = usePastTime()
  const shown = past ?? Date.now()
  const answer = useDeviceCompleteness(device, spanOf(window, shown))
  const cells = answer.data && past !== undefined ? judged(answer.data, shown) : []
  return (
    <section className={css.signal} aria-label="Completeness">
      <div className={css.name}>
        <strong>completeness</strong>
        <span className={css.newest}>{percent(shareOf(cells))}</span>
      </div>
      <div className={css.strip}>
        {answer.error && !answer.data ? (
          <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Strip cells={cells} unit={answer.data?.span.unit ?? 1} window={window} />
        )}
        <CompletenessLegend />
      </div>
    </section>
  )
}

function Strip({ cells, unit, window }: { cells: Cell[]; unit: number; window: TimeWindow }) {
  const empty = cells.filter(({ level }) => level === 'none').length
  const unitWord = unit === 1 ? 'hours' : unit === 24 ? 'days' : `times of ${unit / 24} days`
  return (
    <CompletenessStrip
      label={`${percent(shareOf(cells))} came; ${unitWord} without readings: ${empty}`}
      cells={cells}
      unit={unit}
      window={{ from: Date.parse(window.from) / HOUR_MS, to: Date.parse(window.to) / HOUR_MS }}
    />
  )
}

// What of the hour that is shown is still to come is not known, so that hour is not judged.
function judged({ span, ...counts }: OwnCompleteness, shown: number): Cell[] {
  const hour = shown / HOUR_MS
  return cellsOf(span, counts).map((cell) =>
    cell.start <= hour && hour < cell.start + span.unit ? { ...cell, expected: null, level: 'unknown' } : cell,
  )
}
