import { type Books, ENDS, useBooks } from '../../api/get-books'
import { Panel } from '../../components/panel'
import { Answer } from '../../components/answer'
import { count } from '../../lib/format'
import css from './books-equation.module.css'
import { Exceptions } from './exceptions'

const MEANINGS = {
  stored: 'In a table',
  duplicate: 'Same as one before',
  conflict: 'Contradicts one before',
  rejected: 'Refused, kept aside',
  erased: 'Removed on request',
  expired: 'Had its time',
  in_flight: 'Not settled yet',
} as const

/** received = stored + …: every record has exactly one end, and here is the sum. */
export function BooksEquation() {
  const books = useBooks()
  return (
    <Panel
      title="The books"
      note={books.data && `of commit ${count(books.data.commit)}`}
      aside={books.data && <Verdict books={books.data} />}
      className={css.panel}
    >
      <Answer query={books} rows={2}>
        {(data) => <Equation books={data} />}
      </Answer>
      <Exceptions />
    </Panel>
  )
}

function Equation({ books }: { books: Books }) {
  const parts = books.in_flight > 0 ? ([...ENDS, 'in_flight'] as const) : ENDS
  return (
    <div className={css.equation}>
      <Term name="received" meaning="Everything that came" value={books.received} />
      {parts.map((part, place) => (
        <div key={part} className={css.pair}>
          <span className={css.sign}>{place === 0 ? '=' : '+'}</span>
          <Term name={part.replace('_', ' ')} meaning={MEANINGS[part]} value={books[part]} />
        </div>
      ))}
    </div>
  )
}

function Term({ name, meaning, value }: { name: string; meaning: string; value: number }) {
  return (
    <div className={css.term} data-none={value === 0 || undefined} title={meaning}>
      <span className={css.value}>{count(value)}</span>
      <span className={css.name}>{name}</span>
    </div>
  )
}

function Verdict({ books }: { books: Books }) {
  const ends = ENDS.reduce((total, end) => total + books[end], books.in_flight)
  const difference = books.received - ends
  return (
    <span className={css.verdict} data-balanced={books.balanced || undefined}>
      {books.balanced ? 'balanced' : `${count(difference)} unexplained`}
    </span>
  )
}
