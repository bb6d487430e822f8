import { SegmentedControl } from '@mantine/core'
import { type EndsOfDay, useEndsByDay } from '../../api/get-ends-by-day'
import { Answer } from '../../components/answer'
import { useAddressOf } from '../../lib/use-address'
import { ExceptionStrip } from './exception-strip'
import { ExceptionTable } from './exception-table'
import css from './exceptions.module.css'
import { daysUpTo, EXCEPTIONS } from './exceptions-of'

/** How the exceptions are shown; a picture when the address says nothing. */
export interface BooksSearch {
  books?: 'table'
}
const DAYS = 30

/** What was not stored of what came in the last days. */
export function Exceptions() {
  const [books, show] = useAddressOf<BooksSearch, 'books'>('books')
  const days = useEndsByDay()
  return (
    <section className={css.exceptions} aria-label="Exceptions by day">
      <div className={css.head}>
        <h3>Exceptions</h3>
        <span>by day of UTC</span>
        <ul aria-label="Colours">
          {EXCEPTIONS.map((end) => (
            <li key={end} data-end={end}>
              {end}
            </li>
          ))}
        </ul>
        <SegmentedControl
          size="xs"
          aria-label="Exceptions"
          value={books ?? 'picture'}
          onChange={(text) => show(text === 'table' ? text : undefined)}
          data={['picture', 'table']}
        />
      </div>
      <div className={css.answer}>
        <Answer query={days} rows={2}>
          {(list) => <Shown list={list} isTable={books === 'table'} />}
        </Answer>
      </div>
    </section>
  )
}

function Shown({ list, isTable }: { list: EndsOfDay[]; isTable: boolean }) {
  if (list.length === 0) return <p className={css.none}>No record has come yet.</p>
  const days = daysUpTo(list, DAYS)
  return isTable ? <ExceptionTable days={days} /> : <ExceptionStrip days={days} />
}
