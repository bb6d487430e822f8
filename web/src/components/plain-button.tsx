import type { ButtonHTMLAttributes } from 'react'
import css from './form.module.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** What it does is for good. */
  isBad?: boolean
}

/** A button beside others, which no form is sent by. */
export function PlainButton({ isBad, ...attributes }: Props) {
  return <button type="button" className={css.button} data-bad={isBad || undefined} {...attributes} />
}
