import { addressOf, type Change, type ExploreSearch, type Span, type TimeWindow } from '../../components/charts/choice'
import { Select } from '../../components/select'
import css from './explore.module.css'

const LABELS: Record<Span, string> = {
  hour: 'last hour',
  day: 'last day',
  week: 'last week',
  month: 'last month',
  all: 'all time',
}
const CHOSEN = 'from – to'

interface Props {
  search: ExploreSearch
  window: TimeWindow | null
  change: Change
}

/** A span up to the newest reading, or two moments. */
export function TimeChoice({ search, window, change }: Props) {
  const isChosen = search.from !== undefined && search.to !== undefined
  const choose = (label: string) => {
    const span = (Object.keys(LABELS) as Span[]).find((each) => LABELS[each] === label)
    if (span) change({ span: span === 'day' ? undefined : span, from: undefined, to: undefined })
    else if (window) change(addressOf(window))
  }
  return (
    <>
      <label className={css.field}>
        <span>Time</span>
        <Select
          label="Time"
          value={isChosen ? CHOSEN : LABELS[search.span ?? 'day']}
          options={[...Object.values(LABELS), CHOSEN]}
          onChange={choose}
        />
      </label>
      {isChosen && window && (
        <div className={css.field}>
          <Moment
            label="From"
            time_ms={window.from_ms}
            onChoose={(from_ms) => change(addressOf({ ...window, from_ms }))}
          />
          <span>to</span>
          <Moment
            label="To"
            time_ms={window.to_ms}
            onChoose={(to_ms) => change(addressOf({ ...window, to_ms }))}
          />
        </div>
      )}
    </>
  )
}

interface MomentProps {
  label: string
  time_ms: number
  onChoose: (time_ms: number) => void
}

// Takes effect when the field is left, because each part that is typed makes another moment.
function Moment({ label, time_ms, onChoose }: MomentProps) {
  const shown = fieldText(time_ms)
  return (
    <input
      key={shown}
      type="datetime-local"
      className={css.input}
      aria-label={label}
      defaultValue={shown}
      onBlur={({ currentTarget: { value } }) => {
        if (value !== shown && !Number.isNaN(Date.parse(value))) onChoose(Date.parse(value))
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

// As the field wants it: the time of who looks, to the minute.
function fieldText(time_ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = new Date(time_ms)
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}
