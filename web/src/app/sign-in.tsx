import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type MadeKey, postSetup } from '../api/keys'
import { IconActivityHeartbeat } from '../components/icons'
import { accessKey } from '../lib/access-key'
import css from './sign-in.module.css'

const TOKEN_BEGINS = 'setup_'

/** Asks for a key; `refusal` is what the server said about the one that was there. */
export function SignIn({ refusal }: { refusal: string }) {
  const queries = useQueryClient()
  const [key, setKey] = useState('')
  const [made, setMade] = useState<MadeKey | null>(null)
  const setup = useMutation({ mutationFn: postSetup, onSuccess: setMade })
  const wasGiven = accessKey.read() !== null
  const enter = (text: string) => {
    accessKey.keep(text)
    void queries.resetQueries()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = key.trim()
    if (text.startsWith(TOKEN_BEGINS)) return setup.mutate(text)
    if (text !== '') enter(text)
  }
  if (made) return <FirstKey made={made} onDone={() => enter(made.key)} />
  const why = setup.error?.message ?? (wasGiven ? refusal : undefined)
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit} aria-label="Sign in">
        <span className={css.mark}>
          <IconActivityHeartbeat size={22} stroke={2.2} aria-hidden />
        </span>
        <h1>Sign in to Telltale</h1>
        <p>
          This server answers to keys. Paste one with the scope <code>read</code>, which is kept until
          this tab is closed, or the token that the server printed at its first start.
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
        {why && (
          <p className={css.refusal} role="alert">
            {why}
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

/** The key that the token made: it may do everything, and is shown this once. */
function FirstKey({ made, onDone }: { made: MadeKey; onDone: () => void }) {
  return (
    <main className={css.page}>
      <div className={css.card}>
        <h1>The first key</h1>
        <p>
          It may do everything, and is shown this once: keep it where you keep such things. With it you
          make others, on the page Keys.
        </p>
        <TextInput
          aria-label="The first key"
          readOnly
          value={made.key}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button fullWidth onClick={onDone}>
          I have kept it
        </Button>
      </div>
    </main>
  )
}
