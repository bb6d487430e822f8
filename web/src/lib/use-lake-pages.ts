import { useInfiniteQuery } from '@tanstack/react-query'
import { askJson, type Parameters } from './api-client'
import { keepOld } from './keep-old'
import { useAsOf } from './use-as-of'
import { useLake } from './use-lake'

interface Page {
  next?: string | number | null
}
interface Options {
  /** Asked again after so many milliseconds. */
  every: number
  /** Where the address looks back, so does the answer. */
  looksBack?: boolean
  /** What the API calls the place where the next page begins. */
  cursorName?: string
  /** It is not of commits, which ask again for all else. */
  keepsItsTime?: boolean
}
export interface Pages<P> {
  pages: P[]
}

/** A list of the lake, page by page as one reads on. Each page costs a request when it is asked
 * again, so a list of several is asked the less often the longer it is. */
export function useLakePages<P extends Page>(path: string, parameters: Parameters, options: Options) {
  const { every, looksBack = false, cursorName = 'cursor', keepsItsTime = false } = options
  const lake = useLake()
  const asOf = useAsOf()
  const isPast = looksBack && asOf !== undefined
  const asked = isPast ? { ...parameters, as_of: asOf } : parameters
  const queryKey = [path, lake, asked.as_of, asked, 'pages']
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam: cursor, signal }) =>
      askJson<P>(path, { lake, parameters: { ...asked, [cursorName]: cursor }, signal }),
    initialPageParam: undefined as string | number | undefined,
    getNextPageParam: ({ next }: P) => next,
    refetchInterval: ({ state }) => (isPast ? false : every * Math.max(1, state.data?.pages.length ?? 1)),
    meta: { keepsItsTime },
    placeholderData: keepOld(queryKey),
  })
}

type Reading = Pick<
  ReturnType<typeof useLakePages>,
  'hasNextPage' | 'isFetching' | 'isFetchNextPageError' | 'isPlaceholderData' | 'fetchNextPage'
>

/** Reads on; nothing while that cannot be. */
export function nextPageOf(reading: Reading): (() => void) | undefined {
  const { hasNextPage, isFetching, isFetchNextPageError, isPlaceholderData, fetchNextPage } = reading
  const isAble = hasNextPage && !isFetching && !isFetchNextPageError && !isPlaceholderData
  return isAble ? fetchNextPage : undefined
}

/** Whether it is a list of which more than one page was read. */
export function hasSeveralPages(data: unknown): boolean {
  return ((data as Partial<Pages<unknown>> | undefined)?.pages?.length ?? 0) > 1
}
