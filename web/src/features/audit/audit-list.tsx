import type { AuditEntry, useAuditPages } from '../../api/get-audit'
import { PlainButton } from '../../components/plain-button'
import { RowSpace } from '../../components/row-space'
import { ErrorNote, StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import { useDrawnRows } from '../../lib/use-drawn-rows'
import { nextPageOf } from '../../lib/use-lake-pages'
import css from './audit.module.css'
import { sentenceOf } from './sentences'

interface Props {
  list: AuditEntry[]
  /** Whether some of what was read is left out. */
  isPicked: boolean
  reading: ReturnType<typeof useAuditPages>
}
const ROW_HEIGHT = 54 // as the style sheet has it
const PAGES_ALONE = 5 // read for a rare act before somebody is asked whether to read on

/** One sentence below the other; older ones come as one scrolls. */
export function AuditList({ list, isPicked, reading }: Props) {
  const isPatient = !isPicked || (reading.data?.pages.length ?? 0) < PAGES_ALONE
  const next = nextPageOf(reading)
  const onNearEnd = isPatient ? next : undefined
  const drawn = useDrawnRows({ count: list.length, rowHeight: ROW_HEIGHT, onNearEnd })
  const size = reading.hasNextPage ? -1 : list.length
  return (
    <div ref={drawn.scroller} className={css.scroll} tabIndex={0} role="region" aria-label="Entries, a list">
      <ol className={css.list}>
        {drawn.rows.map(({ place, skipped }) => (
          <li key={list[place]!.number} aria-posinset={place + 1} aria-setsize={size}>
            <RowSpace rows={skipped} rowHeight={ROW_HEIGHT} />
            <Entry entry={list[place]!} />
          </li>
        ))}
      </ol>
      <RowSpace rows={drawn.after} rowHeight={ROW_HEIGHT} />
      <Rest reading={reading} isEmpty={list.length === 0} onMore={isPatient ? undefined : next} />
    </div>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { who, does, whom, detail } = sentenceOf(entry)
  return (
    <div className={css.entry}>
      <span className={css.sentence} title={[who, does, whom, detail].filter(Boolean).join(' ')}>
        <b>{who}</b> {does} {whom && <b>{whom}</b>}
        {detail && <span>: {detail}</span>}
      </span>
      <span className={css.where}>
        <time dateTime={entry.at}>{moment(entry.at, { hasYear: true })}</time>
        <span>from {entry.from}</span>
        <span>number {entry.number}</span>
      </span>
    </div>
  )
}

interface RestProps {
  reading: Props['reading']
  isEmpty: boolean
  onMore: (() => void) | undefined
}

function Rest({ reading, isEmpty, onMore }: RestProps) {
  if (reading.isFetchNextPageError && reading.error)
    return <ErrorNote error={reading.error} onRetry={() => void reading.fetchNextPage()} />
  if (!reading.hasNextPage) return isEmpty ? <StateNote title="Nobody has done that" /> : null
  if (onMore) {
    return (
      <p className={css.rest}>
        What is older was not looked at. <PlainButton onClick={onMore}>Look at older ones</PlainButton>
      </p>
    )
  }
  return (
    <p className={css.rest} role="status">
      Older ones are on their way.
    </p>
  )
}
