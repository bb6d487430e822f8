import type { ReactNode } from 'react'
import css from './panel.module.css'

interface Props {
  title: string
  note?: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string | undefined
  flush?: boolean
}

/** A named region of a page. `flush`: what is in it reaches the edges. */
export function Panel({ title, note, aside, children, className = '', flush }: Props) {
  return (
    <section className={`${css.panel} ${className}`} aria-label={title}>
      <div className={css.head}>
        <h2>{title}</h2>
        {note && <span className={css.note}>{note}</span>}
        {aside && <div className={css.aside}>{aside}</div>}
      </div>
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  )
}
