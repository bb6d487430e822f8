import type { useLakePages } from '../lib/use-lake-pages'
import css from './long-list.module.css'
import { ErrorNote } from './state-note'

export type Reading = Pick<
  ReturnType<typeof useLakePages>,
  'hasNextPage' | 'isFetching' | 'isFetchNextPageError' | 'isPlaceholderData' | 'fetchNextPage' | 'error'
>

/** Below the last row of a list that is read page by page: whether more will come. */
export function ListRest({ reading }: { reading: Reading }) {
  if (reading.isFetchNextPageError && reading.error)
    return <ErrorNote error={reading.error} onRetry={() => void reading.fetchNextPage()} />
  if (!reading.hasNextPage) return null
  return (
    <p className={css.rest} role="status">
      Older ones are on their way.
    </p>
  )
}
