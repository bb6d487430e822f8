import { ANOMALY_KINDS, ANOMALY_STATES } from '../../api/get-anomalies'
import { Select } from '../../components/select'
import { moment } from '../../lib/format'
import { isOneOf } from '../../lib/is-one-of'
import css from './anomalies.module.css'
import type { AnomaliesSearch, ChangeSearch } from './anomalies-search'

const LEASTS = { 'any score': undefined, '0.80 and more': 0.8, '0.95 and more': 0.95 }

interface Props {
  search: AnomaliesSearch
  change: ChangeSearch
}

/** Which anomalies are meant. */
export function Filters({ search, change }: Props) {
  const { kind, status, score_min } = search
  const least = Object.entries(LEASTS).find(([, value]) => value === score_min)?.[0]
  return (
    <>
      <Narrowed search={search} change={change} />
      <Select
        label="Kind"
        value={kind ?? 'all kinds'}
        options={['all kinds', ...ANOMALY_KINDS]}
        onChange={(text) => change({ kind: isOneOf(ANOMALY_KINDS, text) ? text : undefined })}
      />
      <Select
        label="Status"
        value={status ?? 'any status'}
        options={['any status', ...ANOMALY_STATES]}
        onChange={(text) => change({ status: isOneOf(ANOMALY_STATES, text) ? text : undefined })}
      />
      <Select
        label="Score"
        value={least ?? 'any score'}
        options={Object.keys(LEASTS)}
        onChange={(text) => change({ score_min: LEASTS[text as keyof typeof LEASTS] })}
      />
    </>
  )
}

// What links narrow the list to; each is taken away by its button.
function Narrowed({ search: { device, signal, from, to }, change }: Props) {
  const time = timesOf(from, to)
  const parts = [
    { name: 'device', text: device, none: { device: undefined } },
    { name: 'signal', text: signal, none: { signal: undefined } },
    { name: 'time', text: time, none: { from: undefined, to: undefined } },
  ]
  return parts.map(
    ({ name, text, none }) =>
      text !== undefined && (
        <span key={name} className={css.narrowed}>
          {text}
          <button type="button" aria-label={`Any ${name}, not only ${text}`} onClick={() => change(none)}>
            ×
          </button>
        </span>
      ),
  )
}

function timesOf(from: string | undefined, to: string | undefined): string | undefined {
  if (from && to) return `${moment(from)} to ${moment(to)}`
  if (from) return `since ${moment(from)}`
  return to && `before ${moment(to)}`
}
