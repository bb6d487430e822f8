import { Select } from '../../components/select'
import {
  type Anomaly,
  ANOMALY_KINDS,
  ANOMALY_STATES,
  type AnomalyKind,
  type AnomalyState,
  useAnomalies,
} from '../../api/get-anomalies'
import { useFeedback } from '../../api/post-feedback'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { isOneOf } from '../../lib/is-one-of'
import { useAddress } from '../../lib/use-address'
import { useAsOf } from '../../lib/use-as-of'
import { AnomalyDetail } from './anomaly-detail'
import { isNews, VERDICTS } from './anomaly-feedback'
import { AnomalyList } from './anomaly-list'
import css from './anomalies.module.css'

export interface AnomaliesSearch {
  kind?: AnomalyKind
  score_min?: number
  status?: AnomalyState
  open?: string
}
const SHOWN = 200
const LEASTS = { 'any score': undefined, '0.80 and more': 0.8, '0.95 and more': 0.95 }

export function AnomaliesPage() {
  const [search, change] = useAddress<AnomaliesSearch>()
  const { kind, score_min, status } = search
  const anomalies = useAnomalies({ kind, score_min, status, limit: SHOWN })
  const say = useFeedback()
  const isPast = useAsOf() !== undefined
  const sayByKey = (key: string, anomaly: Anomaly) => {
    const verdict = VERDICTS.find((one) => one.key === key)
    if (!verdict || isPast || say.isPending || !isNews(anomaly, verdict.kind)) return
    say.mutate({ anomaly: anomaly.anomaly_id, feedback: verdict.kind })
  }
  const least = Object.entries(LEASTS).find(([, value]) => value === search.score_min)?.[0]
  const tools = (
    <>
      <Select
        label="Kind"
        value={search.kind ?? 'all kinds'}
        options={['all kinds', ...ANOMALY_KINDS]}
        onChange={(kind) => change({ kind: isOneOf(ANOMALY_KINDS, kind) ? kind : undefined })}
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
  return (
    <Page title="Anomalies" note="what was found unusual, the newest first" tools={tools}>
      <Answer query={anomalies} rows={8}>
        {({ anomalies: list, next }) => {
          const open = list.find((anomaly) => anomaly.anomaly_id === search.open) ?? list[0]
          if (!open) return <StateNote title="Nothing unusual was found">Ask for less, or wait.</StateNote>
          return (
            <div className={css.split}>
              <AnomalyList
                list={list}
                open={open.anomaly_id}
                isCut={next !== undefined}
                onOpen={(id) => {
                  say.reset()
                  change({ open: id })
                }}
                onKey={(key) => sayByKey(key, open)}
              />
              <AnomalyDetail anomaly={open} say={say} />
            </div>
          )
        }}
      </Answer>
    </Page>
  )
}
