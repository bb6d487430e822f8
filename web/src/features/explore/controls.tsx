import {
  BY_DEVICE,
  type Change,
  type ExploreSearch,
  SIGNALS_MAX,
  type TimeWindow,
  VIEW_LABELS,
  VIEWS,
} from '../../components/charts/choice'
import type { LakeColumns } from '../../components/charts/lake-columns'
import { Select } from '../../components/select'
import { DevicePicker } from './device-picker'
import css from './explore.module.css'
import { TimeChoice } from './time-choice'

interface Props {
  search: ExploreSearch
  columns: LakeColumns
  chosen: string[]
  by: string | undefined
  window: TimeWindow | null
  change: Change
}
const TOGETHER = 'all together'
const BY_EACH = 'each device'

/** What to look at: every choice stands in the address. */
export function Controls({ search, columns, chosen, by, window, change }: Props) {
  const view = search.view ?? 'time'
  return (
    <section className={css.controls} aria-label="What to look at">
      <div className={css.views} role="group" aria-label="View">
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            onClick={() => change({ view: each === 'time' ? undefined : each })}
          >
            {VIEW_LABELS[each]}
          </button>
        ))}
      </div>
      <Signals all={columns} chosen={chosen} onChoose={(signals) => change({ signals })} />
      <div className={css.row}>
        <DevicePicker
          devices={search.devices ?? []}
          onChoose={(devices) => change({ ...devicesOf(search, devices), only: undefined })}
        />
        {(view === 'time' || view === 'distribution') && (
          <label className={css.field}>
            <span>Groups</span>
            <Select
              label="Groups"
              value={nameOfGroups(by)}
              options={[TOGETHER, BY_EACH, ...columns.attributes]}
              onChange={(name) => change({ by: groupsOf(name), only: undefined })}
            />
          </label>
        )}
        <TimeChoice search={search} window={window} change={change} />
      </div>
    </section>
  )
}

// Who begins to choose devices wants to compare them.
function devicesOf({ devices: before, by }: ExploreSearch, devices: string[]) {
  const isFirst = before === undefined && by === undefined
  return { devices: devices.length > 0 ? devices : undefined, by: isFirst ? BY_DEVICE : by }
}

function nameOfGroups(by: string | undefined): string {
  return by === undefined ? TOGETHER : by === BY_DEVICE ? BY_EACH : by
}

function groupsOf(name: string): string | undefined {
  return name === TOGETHER ? undefined : name === BY_EACH ? BY_DEVICE : name
}

interface SignalsProps {
  all: LakeColumns
  chosen: string[]
  onChoose: (signals: string[]) => void
}

function Signals({ all, chosen, onChoose }: SignalsProps) {
  const toggle = (name: string) =>
    onChoose(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name])
  return (
    <div className={css.field} role="group" aria-label="Signals">
      <span>Signals</span>
      {all.signals.map(({ name }) => {
        const isChosen = chosen.includes(name)
        const isLast = isChosen && chosen.length === 1
        const isFull = !isChosen && chosen.length >= SIGNALS_MAX
        return (
          <button
            key={name}
            type="button"
            className={css.signal}
            aria-pressed={isChosen}
            disabled={isLast || isFull}
            title={isFull ? `At most ${SIGNALS_MAX} at once` : undefined}
            onClick={() => toggle(name)}
          >
            {name}
          </button>
        )
      })}
    </div>
  )
}
