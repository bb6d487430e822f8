import { useSearch } from '@tanstack/react-router'

/** The commit or moment that the address looks back to; nothing: the newest commit. */
export function useAsOf(): string | undefined {
  return useSearch({
    strict: false,
    select: (search) => (search as { as_of?: number | string }).as_of?.toString(),
  })
}
