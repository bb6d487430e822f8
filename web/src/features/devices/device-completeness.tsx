import { type OwnCompleteness, useDeviceCompleteness } from '../../api/get-device-completeness'
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
  const answer = useDeviceCompleteness(device, spanOf(window, Date.now()))
  const cells = answer.data ? judged(answer.data) : []
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
  const unitWord = unit === 1 ? 'hours' : 'days'
  return (
    <CompletenessStrip
      label={`${percent(shareOf(cells))} came; ${unitWord} without readings: ${empty}`}
      cells={cells}
      unit={unit}
      window={{ from: Date.parse(window.from) / HOUR_MS, to: Date.parse(window.to) / HOUR_MS }}
    />
  )
}

// What of its newest hour is still to come is not known, so that hour is not judged.
function judged(own: OwnCompleteness): Cell[] {
  return cellsOf(own.span, own).map((cell) =>
    cell.start <= own.newest && own.newest < cell.start + own.span.unit
      ? { ...cell, expected: null, level: 'unknown' }
      : cell,
  )
}
