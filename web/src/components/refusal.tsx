import { ApiError } from '../lib/api-client'
import { duration } from '../lib/format'
import css from './form.module.css'

/** Why what was sent was not taken, in the server's own sentence. */
export function Refusal({ error }: { error: Error | null }) {
  if (error === null) return null
  const wait = error instanceof ApiError ? error.waitS : undefined
  return (
    <p role="alert" className={css.refusal}>
      {error.message}
      {wait !== undefined && ` (again in ${duration(wait)})`}
    </p>
  )
}
