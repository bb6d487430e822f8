import { useNavigate, useSearch } from '@tanstack/react-router'

interface Options {
  /** Each change is a step that the browser goes back by. */
  hasSteps?: boolean
}

/** What the address says about the page, and how to change some of it; undefined takes away. */
export function useAddress<T extends object>({ hasSteps = false }: Options = {}) {
  const all: object = useSearch({ strict: false })
  const search = all as T
  const navigate = useNavigate()
  const change = (some: { [K in keyof T]?: T[K] | undefined }) =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...some })) as never,
      replace: !hasSteps,
    })
  return [search, change] as const
}
