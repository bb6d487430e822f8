import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { askJson, type Parameters } from './api-client'
import { useAsOf } from './use-as-of'
import { useLake } from './use-lake'

interface Page {
  next?: string
}
export interface Pages<P> {
  pages: P[]
}

/** A list of the lake, page by page as one reads on. Each page costs a request when it is asked
 * again, so a list of several is asked the less often the longer it is. */
export function useLakePages<P extends Page>(path: string, parameters: Parameters, every: number, looksBack: boolean) {
  const lake = useLake()
  const asOf = useAsOf()
  const isPast = looksBack && asOf !== undefined
  const asked = isPast ? { ...parameters, as_of: asOf } : parameters
  return useInfiniteQuery({
    queryKey: [path, lake, asked, 'pages'],
    queryFn: ({ pageParam: cursor, signal }) =>
      askJson<P>(path, { lake, parameters: { ...asked, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: P) => next,
    refetchInterval: ({ state }) => (isPast ? false : every * Math.max(1, state.data?.pages.length ?? 1)),
    placeholderData: keepPreviousData,
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
