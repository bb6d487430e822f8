import type { ButtonHTMLAttributes } from 'react'
import css from './form.module.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** What it does is for good. */
  isBad?: boolean
}

/** A button of little weight. It sends no form unless it is told to. */
export function PlainButton({ isBad, ...attributes }: Props) {
  return <button type="button" className={css.button} data-bad={isBad || undefined} {...attributes} />
}
