import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ErrorNote } from '../components/state-note'

/** In place of a page that failed; the navigation stays, and another page is a click away. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  const shown = new Error(`This page failed, which is a mistake of the dashboard: ${error instanceof Error ? error.message : String(error)}`)
  return <ErrorNote error={shown} onRetry={again} />
}
