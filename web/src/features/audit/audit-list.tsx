import type { AuditEntry, useAuditPages } from '../../api/get-audit'
import { LongList } from '../../components/long-list'
import { moment } from '../../lib/format'
import css from './audit.module.css'
import { sentenceOf } from './sentences'

interface Props {
  list: AuditEntry[]
  reading: ReturnType<typeof useAuditPages>
}
const ROW_HEIGHT = 54 // as the style sheet has it

/** One sentence below the other; older ones come as one scrolls. */
export function AuditList({ list, reading }: Props) {
  return (
    <LongList
      label="Entries, a list"
      list={list}
      keyOf={({ number }) => number}
      rowHeight={ROW_HEIGHT}
      draw={(entry) => <Entry entry={entry} />}
      reading={reading}
    />
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
