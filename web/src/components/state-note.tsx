import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { ApiError } from '../lib/api-client'
import { IconAlertTriangle } from './icons'
import css from './state-note.module.css'

/** What stands where there is nothing to show: what is so, and what to do. */
export function StateNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css.note} role="status">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  )
}

/** The server's own sentence, and trying again. */
export function ErrorNote({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const status = error instanceof ApiError && error.status > 0 ? ` (${error.status})` : ''
  return (
    <div className={css.note} data-error role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <strong>This cannot be shown{status}</strong>
      <p>{error.message}</p>
      {onRetry && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** Holds the place of what is still on its way, so that nothing jumps when it comes. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  return (
    <div className={css.waiting} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={css.bar} />
      ))}
    </div>
  )
}
