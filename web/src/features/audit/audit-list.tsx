import type { AuditEntry, useAuditPages } from '../../api/get-audit'
import { RowSpace } from '../../components/row-space'
import { ErrorNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import { useDrawnRows } from '../../lib/use-drawn-rows'
import { nextPageOf } from '../../lib/use-lake-pages'
import css from './audit.module.css'
import { sentenceOf } from './sentences'

interface Props {
  list: AuditEntry[]
  reading: ReturnType<typeof useAuditPages>
}
const ROW_HEIGHT = 54 // as the style sheet has it

/** One sentence below the other; older ones come as one scrolls. */
export function AuditList({ list, reading }: Props) {
  const onNearEnd = nextPageOf(reading)
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
      <Rest reading={reading} />
    </div>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { who, does, whom, detail } = sentenceOf(entry)
  return (
    <div className={css.entry}>
      <span className={css.sentence} title={[who, does, whom, detail].filter(Boolean).join(' ')}>
        <b>{who}</b> {does}
        {whom && (
          <>
            {' '}
            <b>{whom}</b>
          </>
        )}
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

function Rest({ reading }: Pick<Props, 'reading'>) {
  if (reading.isFetchNextPageError && reading.error)
    return <ErrorNote error={reading.error} onRetry={() => void reading.fetchNextPage()} />
  if (!reading.hasNextPage) return null
  return (
    <p className={css.rest} role="status">
      Older ones are on their way.
    </p>
  )
}
