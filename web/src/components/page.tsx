import type { ReactNode } from 'react'
import css from './page.module.css'

interface Props {
  title: string
  note?: ReactNode
  tools?: ReactNode
  children: ReactNode
}

export function Page({ title, note, tools, children }: Props) {
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h1>{title}</h1>
        {note && <p>{note}</p>}
        {tools && <div className={css.tools}>{tools}</div>}
      </div>
      {children}
    </div>
  )
}
