import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askJson, type Parameters } from './api-client'
import { useLake } from './use-lake'

interface Options {
  /** Asked again after so many milliseconds. */
  every?: number
  /** What was shown before stays until the answer is there. */
  keepsOld?: boolean
  enabled?: boolean
}

/** A question to the lake that the address names. */
export function useLakeQuery<T>(path: string, parameters: Parameters = {}, options: Options = {}) {
  const lake = useLake()
  const { every = false, keepsOld = false, enabled = true } = options
  return useQuery({
    queryKey: [path, lake, parameters],
    queryFn: ({ signal }) => askJson<T>(path, { lake, parameters, signal }),
    refetchInterval: every,
    enabled,
    ...(keepsOld ? { placeholderData: keepPreviousData } : {}),
  })
}
