import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'

export type Tokens = (name: string) => string

/** Design tokens as colours for a canvas. A new function means that the scheme is another. */
export function useTokens(): Tokens {
  const scheme = useComputedColorScheme('dark')
  return useMemo(() => {
    void scheme // decides what the style sheet answers
    const style = getComputedStyle(document.documentElement)
    return (name: string) => style.getPropertyValue(`--${name}`).trim()
  }, [scheme])
}
