import { Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { CodeField, codeOf } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { Refusal } from '../../components/refusal'
import { Card, OtherWay } from './card'
import css from './sign-in.module.css'

interface Props {
  error: Error | null
  isBusy: boolean
  onCode: (code: string) => void
  onBack: () => void
}

/** The second step, for who has a second factor. */
export function CodeForm({ error, isBusy, onCode, onBack }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onCode(codeOf(textsOf(event.currentTarget)('code')))
  }
  return (
    <Card title="The second factor">
      <form className={css.form} onSubmit={submit} aria-label="The second factor">
        <CodeField autoFocus hint="The six digits that your authenticator shows for Telltale now." />
        <Refusal error={error} />
        <Button type="submit" fullWidth disabled={isBusy}>
          Sign in
        </Button>
      </form>
      <OtherWay onClick={onBack}>Back to name and password</OtherWay>
    </Card>
  )
}
