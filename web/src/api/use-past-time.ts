import { useAsOf } from '../lib/use-as-of'
import { useBooks } from './get-books'

/** When the commit was made that a page looks back to, in milliseconds since 1970; null: it shows what
 * is so now; nothing while that is not known. */
export function usePastTime(): number | null | undefined {
  const isPast = useAsOf() !== undefined
  const { data: books } = useBooks()
  if (!isPast) return null
  return books && Date.parse(books.commit_time)
}
