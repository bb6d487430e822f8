import { type RefObject, useEffect, useState } from 'react'

const AHEAD = '300px 0px'

/** Whether an element is on the screen or soon comes there as the page is moved. */
export function useNear(host: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const element = host.current!
    // Of what moves: a margin around the window would be cut off by it.
    const root = element.closest('main')
    const tell = (entries: IntersectionObserverEntry[]) => setNear(entries.at(-1)!.isIntersecting)
    const observer = new IntersectionObserver(tell, { root, rootMargin: AHEAD })
    observer.observe(element)
    return () => observer.disconnect()
  }, [host])
  return isNear
}
