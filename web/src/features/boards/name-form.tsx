import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import css from './boards.module.css'

interface Props {
  label: string
  name: string
  most: number
  done: string
  onDone: (name: string) => void
  onCancel: () => void
}

/** One line that names something. Escape gives up. */
export function NameForm({ label, name, most, done, onDone, onCancel }: Props) {
  const [text, setText] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onDone(text.trim())
  }
  return (
    <form className={css.name} onSubmit={submit} onKeyDown={({ key }) => key === 'Escape' && onCancel()}>
      <input
        aria-label={label}
        autoFocus
        autoComplete="off"
        maxLength={most}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={text.trim() === ''}>
        {done}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
