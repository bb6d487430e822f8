// A page at an address, as the browser shows it, in tests.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { makeRouter } from './app/router'
import { Theme } from './app/theme'

export function openPage(address: string) {
  const router = makeRouter(createMemoryHistory({ initialEntries: [address] }))
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <Theme>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Theme>,
  )
  return router
}
