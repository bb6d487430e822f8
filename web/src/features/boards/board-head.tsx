import type { ReactNode } from 'react'
import css from './boards.module.css'

export function BoardHead({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.head}>
      <h2>{name}</h2>
      <div className={css.actions}>{children}</div>
    </div>
  )
}
