import { Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { useChangePassword } from '../../api/account'
import { NewPasswordField, PasswordField } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { Panel } from '../../components/panel'
import { Refusal } from '../../components/refusal'
import css from './account.module.css'

export function PasswordPanel({ user }: { user: string }) {
  const change = useChangePassword()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = textsOf(form)
    const passwords = { password: text('password'), new_password: text('new_password') }
    change.mutate(passwords, { onSuccess: () => form.reset() })
  }
  return (
    <Panel title="Password">
      <form className={css.form} onSubmit={submit} aria-label="Password">
        {/* A password manager learns by it whose password is another now. */}
        <input type="text" autoComplete="username" value={user} readOnly hidden />
        <PasswordField label="Present password" />
        <NewPasswordField label="New password" name="new_password" />
        <Refusal error={change.error} />
        <p role="status" className={css.done}>
          {change.isSuccess && 'The password is another now, and your other sessions have ended.'}
        </p>
        <Button type="submit" size="xs" variant="default" disabled={change.isPending}>
          Change the password
        </Button>
      </form>
    </Panel>
  )
}
