import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import css from './form.module.css'

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: ReactNode
  /** Stands beside the field. */
  aside?: ReactNode
}

/** A field with its name above and what is to be known below. A form reads it by its `name`. */
export function Field({ label, hint, aside, ...attributes }: FieldProps) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : undefined
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.with}>
        <input id={id} className={css.input} aria-describedby={hintId} {...attributes} />
        {aside}
      </div>
      {hint && (
        <p id={hintId} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** What stands in the fields of a form, by their names. */
export function textsOf(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form)
  return (name) => String(data.get(name) ?? '')
}
