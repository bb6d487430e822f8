import { useEffect, useRef } from 'react'

const WRITES = 'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]'

/** Keys of letters that a page listens to wherever the focus is, but where one writes or chooses. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey)
  latest.current = onKey
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { target, ctrlKey, metaKey, altKey } = event
      const isWriting = target instanceof Element && target.closest(WRITES) !== null
      if (!isWriting && !ctrlKey && !metaKey && !altKey) latest.current(event)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
