import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNote, Waiting } from './state-note'

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error'> & { refetch: () => unknown }
  rows?: number
  children: (data: T) => ReactNode
}

/** What a request brought, or that it is on its way, or why it did not. */
export function Answer<T>({ query, rows, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />
  return <Waiting rows={rows ?? 4} />
}
