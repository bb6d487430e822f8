import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { IconActivityHeartbeat } from '../components/icons'
import { accessKey } from '../lib/access-key'
import css from './sign-in.module.css'

/** Asks for a key; `refusal` is what the server said about the one that was there. */
export function SignIn({ refusal }: { refusal: string }) {
  const queries = useQueryClient()
  const [key, setKey] = useState('')
  const wasGiven = accessKey.read() !== null
  const enter = (event: FormEvent) => {
    event.preventDefault()
    if (key.trim() === '') return
    accessKey.keep(key.trim())
    void queries.resetQueries()
  }
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={enter} aria-label="Sign in">
        <span className={css.mark}>
          <IconActivityHeartbeat size={22} stroke={2.2} aria-hidden />
        </span>
        <h1>Sign in to Telltale</h1>
        <p>
          This server answers to keys. Paste one with the scope <code>read</code>; it is kept until
          this tab is closed.
        </p>
        <TextInput
          type="password"
          aria-label="Key"
          placeholder="Key"
          autoComplete="off"
          autoFocus
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {wasGiven && (
          <p className={css.refusal} role="alert">
            {refusal}
          </p>
        )}
        <Button type="submit" fullWidth disabled={key.trim() === ''}>
          Sign in
        </Button>
        <p className={css.hint}>
          Whoever runs the server makes keys: <code>telltale keys create --help</code>
        </p>
      </form>
    </main>
  )
}
