import { Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { Field, textsOf } from '../../components/field'
import { Refusal } from '../../components/refusal'
import { Card, OtherWay } from './card'
import css from './sign-in.module.css'
import { isToken } from './token'

interface Props {
  told: Error | null
  onKey: (key: string) => void
  onToken: (token: string) => void
  onOther: () => void
}

export function KeyForm({ told, onKey, onToken, onOther }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = textsOf(event.currentTarget)('key').trim()
    if (text !== '') (isToken(text) ? onToken : onKey)(text)
  }
  return (
    <Card title="Sign in with a key">
      <p>
        Paste a key with the scope <code>read</code>, which is kept until this tab is closed, or the token
        that the server printed at its first start.
      </p>
      <form className={css.form} onSubmit={submit} aria-label="Sign in with a key">
        <Field label="Key" name="key" type="password" autoComplete="off" autoFocus required />
        <Refusal error={told} />
        <Button type="submit" fullWidth>
          Go on
        </Button>
      </form>
      <p className={css.hint}>
        Whoever runs the server makes keys: <code>telltale keys create --help</code>
      </p>
      <OtherWay onClick={onOther}>Use a name and password instead</OtherWay>
    </Card>
  )
}
