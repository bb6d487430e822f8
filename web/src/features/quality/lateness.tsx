import { type LateDay, useLateness } from '../../api/get-lateness'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { StateNote } from '../../components/state-note'
import { count, percent } from '../../lib/format'
import css from './quality.module.css'
import { QUALITY_SPANS, type QualitySpan } from './spans'

/** Late: older than the device's newest reading when it came. Such readings are stored, too. */
export function Lateness({ span }: { span: QualitySpan }) {
  const days = useLateness(QUALITY_SPANS[span])
  return (
    <Panel title="Lateness" note={`readings that came after newer ones, of ${span}`} flush>
      <Answer query={days} rows={5}>
        {(list) =>
          list.length === 0 ? <StateNote title="No reading has come yet" /> : <Days list={list} />
        }
      </Answer>
    </Panel>
  )
}

function Days({ list }: { list: LateDay[] }) {
  const most = Math.max(...list.map(lateShare), 0.000_001)
  return (
    <div className={css.days}>
      <DataTable label="Late readings by day">
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            <th scope="col" data-number>Late</th>
            <th scope="col" data-number>Of all</th>
            <th scope="col" data-number>Share</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {list.map((day) => (
            <tr key={day.day}>
              <td className={css.day}>{day.day}</td>
              <td data-number data-none={day.late === 0 || undefined}>{count(day.late)}</td>
              <td data-number>{count(day.readings)}</td>
              <td data-number>{percent(lateShare(day))}</td>
              <td className={css.bar}>
                <meter min={0} max={most} value={lateShare(day)} aria-hidden />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function lateShare({ late, readings }: LateDay): number {
  return readings === 0 ? 0 : late / readings
}
