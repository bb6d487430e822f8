import { Button } from '@mantine/core'
import { type ClipboardEvent, type FormEvent, useState } from 'react'
import { postSession, type SignInWish } from '../../api/post-session'
import { PasswordField, UserField } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { Refusal } from '../../components/refusal'
import { accessKey } from '../../lib/access-key'
import { ApiError } from '../../lib/api-client'
import { useAct } from '../../lib/use-act'
import { useLake } from '../../lib/use-lake'
import { Card, OtherWay } from './card'
import { CodeForm } from './code-form'
import css from './sign-in.module.css'
import { isToken } from './token'

interface Props {
  told: Error | null
  onIn: () => void
  onToken: (token: string) => void
  onOther: () => void
}

/** Name and password, and the code of the second factor where the server asks for it. */
export function PasswordForm({ told, onIn, onToken, onOther }: Props) {
  const lake = useLake()
  const [halfway, setHalfway] = useState<SignInWish | null>(null)
  const enter = useAct({
    mutationFn: (wish: SignInWish) => {
      accessKey.forget() // a key that goes along would be the one that counts
      return postSession(wish)
    },
    onSuccess: onIn,
    onError: (error, wish) => {
      if (error instanceof ApiError && error.needs === 'code') setHalfway(wish)
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = textsOf(event.currentTarget)
    enter.mutate({ user: text('user').trim(), password: text('password'), lake })
  }
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text').trim()
    if (!isToken(text)) return
    event.preventDefault()
    onToken(text)
  }
  const back = () => {
    enter.reset()
    setHalfway(null)
  }
  if (halfway) {
    const isRefused = enter.variables?.code !== undefined
    return (
      <CodeForm
        error={isRefused ? enter.error : null}
        isBusy={enter.isPending}
        onCode={(code) => enter.mutate({ ...halfway, code })}
        onBack={back}
      />
    )
  }
  return (
    <Card title="Sign in to Telltale">
      <form className={css.form} onSubmit={submit} onPaste={paste} aria-label="Sign in">
        <UserField autoFocus />
        <PasswordField />
        <Refusal error={enter.error ?? told} />
        <Button type="submit" fullWidth disabled={enter.isPending}>
          Sign in
        </Button>
      </form>
      <OtherWay onClick={onOther}>Use a key or a set-up token instead</OtherWay>
    </Card>
  )
}
