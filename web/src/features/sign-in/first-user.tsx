import { Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { postSetup } from '../../api/keys'
import { postFirstUser } from '../../api/post-session'
import { NewPasswordField, NewUserField } from '../../components/account-fields'
import { Field, textsOf } from '../../components/field'
import { Refusal } from '../../components/refusal'
import { accessKey } from '../../lib/access-key'
import { useAct } from '../../lib/use-act'
import { Card, OtherWay } from './card'
import css from './sign-in.module.css'

interface Props {
  token: string
  onIn: () => void
  onKey: (key: string) => void
  onOther: () => void
  /** Another token is to be entered. */
  onAgain: () => void
}

/** What the token of the first start makes: the first administrator, or a first key instead. */
export function FirstUser({ token, onIn, onKey, onOther, onAgain }: Props) {
  const makeUser = useAct({
    mutationFn: (wish: { user: string; password: string }) => {
      accessKey.forget()
      return postFirstUser({ token, ...wish })
    },
    onSuccess: onIn,
  })
  const makeKey = useAct({ mutationFn: () => postSetup(token) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = textsOf(event.currentTarget)
    makeUser.mutate({ user: text('user').trim(), password: text('password') })
  }
  if (makeKey.data) return <FirstKey text={makeKey.data.key} onDone={onKey} />
  const refusal = makeUser.error ?? makeKey.error
  const isBusy = makeUser.isPending || makeKey.isPending
  return (
    <Card title="The first administrator">
      <p>
        Choose the name and the password of who administers this server. They make the others, on the
        page Users.
      </p>
      <form className={css.form} onSubmit={submit} aria-label="The first administrator">
        <NewUserField autoFocus />
        <NewPasswordField />
        <Refusal error={refusal} />
        <Button type="submit" fullWidth disabled={isBusy}>
          Make it and sign in
        </Button>
      </form>
      {refusal && <OtherWay onClick={onAgain}>Enter another token</OtherWay>}
      <OtherWay onClick={() => makeKey.mutate()}>Make a key instead</OtherWay>
      <OtherWay onClick={onOther}>I have a name already</OtherWay>
    </Card>
  )
}

/** The key that the token made: it may do everything, and is shown this once. */
function FirstKey({ text, onDone }: { text: string; onDone: (key: string) => void }) {
  return (
    <Card title="The first key">
      <p>
        It may do everything, and is shown this once: keep it where you keep such things. With it you make
        others, on the page Keys.
      </p>
      <Field
        label="The first key"
        readOnly
        data-mono
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button fullWidth onClick={() => onDone(text)}>
        I have kept it
      </Button>
    </Card>
  )
}
