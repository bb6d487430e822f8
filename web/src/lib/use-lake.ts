import { useSearch } from '@tanstack/react-router'

/** The lake that the address names; nothing: the server's first. */
export function useLake(): string | undefined {
  return useSearch({ strict: false, select: (search) => (search as { lake?: string }).lake })
}
