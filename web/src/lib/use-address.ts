import { useNavigate, useSearch } from '@tanstack/react-router'

interface Options {
  /** A change is a step that the browser goes back by; not so what is typed or drawn along. */
  hasSteps?: boolean
}

/** What the address says about the page, and how to change some of it; undefined takes away. */
export function useAddress<T extends object>(options: Options = {}) {
  const all: object = useSearch({ strict: false })
  return [all as T, useChange<T>(options)] as const
}

/** One word of the address alone, and how to change it: who uses it is not drawn anew for others. */
export function useAddressOf<T extends object, K extends keyof T & string>(name: K) {
  const word = useSearch({ strict: false, select: (all) => (all as T)[name] as unknown })
  const change = useChange<T>()
  const set = (value: T[K] | undefined) => change({ [name]: value } as { [L in keyof T]?: T[L] | undefined })
  return [word as T[K] | undefined, set] as const
}

/** How to change some of the address. */
export function useChange<T extends object>({ hasSteps = true }: Options = {}) {
  const navigate = useNavigate()
  return (some: { [K in keyof T]?: T[K] | undefined }) =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...some })) as never,
      replace: !hasSteps,
    })
}
