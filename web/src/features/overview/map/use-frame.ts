import { type RefObject, useEffect, useState } from 'react'
import type { Frame } from './projection'

const LEAST = { width: 160, height: 120 }

/** How large an element is; nothing until it is there. */
export function useFrame(element: RefObject<HTMLElement | null>): Frame | null {
  const [frame, setFrame] = useState<Frame | null>(null)
  useEffect(() => {
    const host = element.current!
    const measure = () => {
      const width = Math.max(LEAST.width, host.clientWidth)
      const height = Math.max(LEAST.height, host.clientHeight)
      const isSame = (before: Frame | null) => before?.width === width && before.height === height
      setFrame((before) => (isSame(before) ? before : { width, height }))
    }
    measure()
    const resize = new ResizeObserver(measure)
    resize.observe(host)
    return () => resize.disconnect()
  }, [element])
  return frame
}
