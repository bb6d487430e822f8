import { useEffect, useState } from 'react'

/** False while the browser keeps the page for who may go back to it. */
export function usePageShown(): boolean {
  const [isShown, show] = useState(true)
  useEffect(() => {
    const onHide = () => show(false)
    const onShow = () => show(true)
    window.addEventListener('pagehide', onHide)
    window.addEventListener('pageshow', onShow)
    return () => {
      window.removeEventListener('pagehide', onHide)
      window.removeEventListener('pageshow', onShow)
    }
  }, [])
  return isShown
}
