import { SegmentedControl } from '@mantine/core'
import { type FleetCompleteness, useCompleteness } from '../../api/get-completeness'
import { Answer } from '../../components/answer'
import { Panel } from '../../components/panel'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { hourText } from '../../lib/completeness'
import { count } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import { CompletenessMap } from './completeness-map'
import { CompletenessTable } from './completeness-table'
import css from './quality.module.css'
import { QUALITY_SPANS, type QualitySpan, unitOf, type View, VIEWS } from './spans'

interface Props {
  span: QualitySpan
  view: View
  onChange: (change: { span?: QualitySpan; view?: View }) => void
}

/** Which devices sent less than they usually do, and when. */
export function Completeness({ span, view, onChange }: Props) {
  const hours = QUALITY_SPANS[span]
  const answer = useCompleteness(hours, unitOf(hours))
  const tools = (
    <>
      <Select
        label="Time of completeness"
        value={span}
        options={Object.keys(QUALITY_SPANS)}
        onChange={(text) => onChange({ span: text as QualitySpan })}
      />
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={view}
        onChange={(text) => onChange(isOneOf(VIEWS, text) ? { view: text } : {})}
        data={[...VIEWS]}
      />
    </>
  )
  return (
    <Panel title="Completeness" note={answer.data && timeOf(answer.data)} aside={tools} flush>
      <div className={css.completeness}>
        <Answer query={answer} rows={8}>
          {(fleet) => (fleet ? <Shown fleet={fleet} view={view} /> : <NoHour />)}
        </Answer>
      </div>
    </Panel>
  )
}

function Shown({ fleet, view }: { fleet: FleetCompleteness; view: View }) {
  const Picture = view === 'map' ? CompletenessMap : CompletenessTable
  return (
    <>
      <p className={css.whose}>{whoseOf(fleet)}</p>
      <Picture fleet={fleet} />
    </>
  )
}

function NoHour() {
  return (
    <StateNote title="No whole hour is there yet">
      Of each hour that is over it is told how much came of what a device usually sends.
    </StateNote>
  )
}

function timeOf({ span: { unit, until } }: FleetCompleteness): string {
  return `whole ${unit === 1 ? 'hours' : 'days of UTC'} up to ${hourText(until, unit)}`
}

function whoseOf({ devices, list }: FleetCompleteness): string {
  if (list.length === devices) return `All ${count(devices)} devices, the least complete first.`
  return `The least complete ${count(list.length)} of ${count(devices)} devices.`
}
