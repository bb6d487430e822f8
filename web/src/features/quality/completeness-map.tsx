import type { DeviceCompleteness, FleetCompleteness } from '../../api/get-completeness'
import { CompletenessLegend } from '../../components/completeness-legend'
import { CompletenessStrip } from '../../components/completeness-strip'
import { DeviceLink } from '../../components/device-link'
import { cellsOf, hourText, shareOf, type Span } from '../../lib/completeness'
import { percent } from '../../lib/format'
import css from './quality.module.css'

/** A line for each device, a cell for each hour or day. */
export function CompletenessMap({ fleet }: { fleet: FleetCompleteness }) {
  const { since, until, unit } = fleet.span
  const middle = since + Math.floor((until - since) / 2 / unit) * unit
  return (
    <>
      <ol className={css.map} aria-label="Completeness by device">
        {fleet.list.map((device) => (
          <Line key={device.device} device={device} span={fleet.span} />
        ))}
      </ol>
      <div className={css.axis} aria-hidden>
        {[since, middle, until].map((hour, place) => (
          <span key={place}>{hourText(hour, unit)}</span>
        ))}
      </div>
      <div className={css.legend}>
        <CompletenessLegend />
      </div>
    </>
  )
}

function Line({ device, span }: { device: DeviceCompleteness; span: Span }) {
  const cells = cellsOf(span, device)
  const share = percent(shareOf(cells))
  const empty = cells.filter(({ level }) => level === 'none').length
  const label = `${device.device}: ${share} came, ${empty} of ${cells.length} without readings`
  return (
    <li>
      <span className={css.device}>
        <DeviceLink device={device.device} />
      </span>
      <CompletenessStrip label={label} cells={cells} unit={span.unit} />
      <span className={css.share}>{share}</span>
    </li>
  )
}
