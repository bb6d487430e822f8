import type { ReactNode } from 'react'
import { IconActivityHeartbeat } from '../../components/icons'
import css from './sign-in.module.css'

/** What stands in the middle of a page that shows nothing yet. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={css.page}>
      <div className={css.card}>
        <span className={css.mark}>
          <IconActivityHeartbeat size={22} stroke={2.2} aria-hidden />
        </span>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}

/** Another way than the one that is shown. */
export function OtherWay({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button type="button" className={css.other} onClick={onClick}>
      {children}
    </button>
  )
}
