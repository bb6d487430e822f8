import { type Anomaly, useAnomalies, useAnomalyPages } from '../../api/get-anomalies'
import { useMay } from '../../api/get-session'
import { useFeedback } from '../../api/post-feedback'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { StateNote, Waiting } from '../../components/state-note'
import { useAddress } from '../../lib/use-address'
import { useAsOf } from '../../lib/use-as-of'
import { type AnomaliesSearch, filterOf } from './anomalies-search'
import { AnomalyDetail } from './anomaly-detail'
import { isNews, VERDICTS } from './anomaly-feedback'
import { AnomalyList } from './anomaly-list'
import css from './anomalies.module.css'
import { Filters } from './filters'
import { Summary } from './summary'

const PAGE_ROWS = 200

export function AnomaliesPage() {
  const [search, change] = useAddress<AnomaliesSearch>()
  const anomalies = useAnomalyPages({ ...filterOf(search), limit: PAGE_ROWS })
  return (
    <Page
      title="Anomalies"
      note="what was found unusual, the newest first"
      tools={<Filters search={search} change={change} />}
    >
      <Summary search={search} change={change} />
      <Answer query={anomalies} rows={8}>
        {({ pages }) => (
          <Found
            list={pages.flatMap((page) => page.anomalies)}
            asked={search.open}
            reading={anomalies}
            onOpen={(open) => change({ open })}
          />
        )}
      </Answer>
    </Page>
  )
}

interface FoundProps {
  list: Anomaly[]
  asked: string | undefined
  reading: ReturnType<typeof useAnomalyPages>
  onOpen: (id: string) => void
}

function Found({ list, asked, reading, onOpen }: FoundProps) {
  const open = useOpen(list, asked)
  const say = useFeedback()
  const mayOperate = useMay('operate') === true
  const may = useAsOf() === undefined && mayOperate
  const sayByKey = (key: string) => {
    const verdict = VERDICTS.find((one) => one.key === key)
    if (!open || !verdict || !may || say.isPending || !isNews(open, verdict.kind)) return
    say.mutate({ anomaly: open.anomaly_id, feedback: verdict.kind })
  }
  const show = (id: string) => {
    say.reset()
    onOpen(id)
  }
  if (list.length === 0 && !open) return <Nothing />
  return (
    <div className={css.split}>
      <AnomalyList list={list} open={open?.anomaly_id} reading={reading} onOpen={show} onKey={sayByKey} />
      {open ? <AnomalyDetail anomaly={open} say={say} /> : <Waiting rows={8} />}
    </div>
  )
}

// The one that is asked for, wherever in the list it is; the first where there is none. Nothing
// while it is not known.
function useOpen(list: Anomaly[], asked: string | undefined): Anomaly | undefined {
  const there = list.find((anomaly) => anomaly.anomaly_id === asked)
  const isElsewhere = asked !== undefined && !there
  const alone = useAnomalies({ id: asked, limit: 1 }, isElsewhere)
  if (there || !isElsewhere) return there ?? list[0]
  const found = alone.data?.anomalies.find((anomaly) => anomaly.anomaly_id === asked)
  return found ?? (alone.isFetching ? undefined : list[0])
}

function Nothing() {
  return <StateNote title="Nothing unusual was found">Ask for less, or wait.</StateNote>
}
