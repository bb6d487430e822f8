import { useQuery } from '@tanstack/react-query'
import { askJson, type Parameters } from './api-client'
import { keepOld } from './keep-old'
import { useAsOf } from './use-as-of'
import { useLake } from './use-lake'

interface Options {
  /** Asked again after so many milliseconds. */
  every?: number
  /** What was shown before stays until the answer is there. */
  keepsOld?: boolean
  enabled?: boolean
  /** Where the address looks back, so does the answer. */
  looksBack?: boolean
  /** It is not of commits, which ask again for all else. */
  keepsItsTime?: boolean
}

/** A question to the lake that the address names. */
export function useLakeQuery<T>(path: string, parameters: Parameters = {}, options: Options = {}) {
  const lake = useLake()
  const { every = false, keepsOld = false, enabled = true, looksBack = false, keepsItsTime = false } = options
  const asOf = useAsOf()
  const isPast = looksBack && asOf !== undefined
  const asked = isPast ? { ...parameters, as_of: asOf } : parameters
  const queryKey = [path, lake, asked.as_of, asked]
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<T>(path, { lake, parameters: asked, signal }),
    refetchInterval: isPast ? false : every,
    enabled,
    meta: { keepsItsTime },
    ...(keepsOld ? { placeholderData: keepOld(queryKey) } : {}),
  })
}
