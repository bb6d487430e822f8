import { type KeyboardEvent, useRef } from 'react'
import { type Anomaly, useAnomalies, useAnomalyPages } from '../../api/get-anomalies'
import { useMay } from '../../api/get-session'
import { useFeedback } from '../../api/post-feedback'
import { Answer } from '../../components/answer'
import { MissingNote, missingOf } from '../../components/missing-note'
import { Page } from '../../components/page'
import { ErrorNote, StateNote, Waiting } from '../../components/state-note'
import { useAddress, useChange } from '../../lib/use-address'
import { useAsOf } from '../../lib/use-as-of'
import { isCommand } from '../../lib/use-page-keys'
import { usePhone } from '../../lib/use-phone'
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
  const goOn = useChange<AnomaliesSearch>({ hasSteps: false }) // by keys one passes many
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
          <>
            <MissingNote missing={missingOf(pages)} />
            <Found
              list={pages.flatMap((page) => page.anomalies)}
              isWhole={missingOf(pages) === undefined}
              asked={search.open}
              reading={anomalies}
              onOpen={(open) => goOn({ open })}
            />
          </>
        )}
      </Answer>
    </Page>
  )
}

interface FoundProps {
  list: Anomaly[]
  /** Nothing that it had has left since. */
  isWhole: boolean
  asked: string | undefined
  reading: ReturnType<typeof useAnomalyPages>
  onOpen: (id: string) => void
}

function Found({ list, isWhole, asked, reading, onOpen }: FoundProps) {
  const { open, isMissing, error } = useOpen(list, asked)
  const say = useFeedback()
  const mayOperate = useMay('operate') === true
  const may = useAsOf() === undefined && mayOperate
  // Heard within the list and what it shows alone: a letter that strays says nothing of anything.
  const sayByKey = (event: KeyboardEvent) => {
    if (event.repeat || !isCommand(event.nativeEvent)) return
    const verdict = VERDICTS.find((one) => one.key === event.key)
    if (!open || !verdict || !may || say.isPending || !isNews(open, verdict.kind)) return
    say.mutate({ anomaly: open.anomaly_id, feedback: verdict.kind })
  }
  const detail = useRef<HTMLDivElement>(null)
  const isPhone = usePhone()
  const show = (id: string) => {
    say.reset()
    onOpen(id)
    if (isPhone) detail.current?.scrollIntoView({ block: 'start' }) // it stands below the list there
  }
  if (list.length === 0 && asked === undefined) return isWhole ? <Nothing /> : null
  return (
    <div className={css.split} onKeyDown={sayByKey}>
      <AnomalyList list={list} open={open?.anomaly_id} reading={reading} onOpen={show} />
      <div ref={detail} className={css.place}>
        {open && <AnomalyDetail anomaly={open} say={say} />}
        {!open && (isMissing ? <Missing id={asked!} /> : error ? <ErrorNote error={error} /> : <Waiting rows={8} />)}
      </div>
    </div>
  )
}

interface Open {
  open: Anomaly | undefined
  isMissing?: boolean
  error?: Error | null
}

// The one that is asked for, wherever in the list it is; the first where none is. Nothing while it is
// not known, or there is none of that id.
function useOpen(list: Anomaly[], asked: string | undefined): Open {
  const there = list.find((anomaly) => anomaly.anomaly_id === asked)
  const isElsewhere = asked !== undefined && !there
  const alone = useAnomalies({ id: asked, limit: 1 }, isElsewhere)
  if (there || !isElsewhere) return { open: there ?? list[0] }
  const open = alone.data?.anomalies.find((anomaly) => anomaly.anomaly_id === asked)
  return { open, isMissing: !open && alone.isSuccess && !alone.isPlaceholderData, error: alone.error }
}

function Missing({ id }: { id: string }) {
  return (
    <StateNote title={`There is no anomaly “${id}”`}>
      The address may be mistaken, or of another lake or a later commit. Choose one of the list.
    </StateNote>
  )
}

function Nothing() {
  return <StateNote title="Nothing unusual was found">Ask for less, or wait.</StateNote>
}
