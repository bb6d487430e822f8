import { useEffect, useRef } from 'react'

const WRITES = 'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]'

type Key = Pick<KeyboardEvent, 'target' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Whether a key of a letter means a command: not where one writes or chooses, nor with others. */
export function isCommand({ target, ctrlKey, metaKey, altKey }: Key): boolean {
  const isWriting = target instanceof Element && target.closest(WRITES) !== null
  return !isWriting && !ctrlKey && !metaKey && !altKey
}

/** Commands that a page listens to wherever the focus is. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey)
  latest.current = onKey
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (isCommand(event)) latest.current(event)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
