import { type FormEvent, useState } from 'react'
import type { Role } from '../../api/get-session'
import { useMakeUser } from '../../api/users'
import { NewPasswordField, NewUserField } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { RoleSelect } from './role-select'
import css from './users.module.css'

export function UserForm() {
  const make = useMakeUser()
  const [role, setRole] = useState<Role>('viewer')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = textsOf(form)
    const wish = { name: text('user').trim(), role, password: text('password') }
    make.mutate(wish, { onSuccess: () => form.reset() })
  }
  return (
    <form className={css.form} onSubmit={submit} aria-label="A new user">
      <div className={css.fields}>
        <NewUserField autoComplete="off" />
        <NewPasswordField
          label="Initial password"
          hint="At least 12 characters. The server tells it to nobody: you do, and they choose another on the page Account."
        />
      </div>
      <RoleSelect role={role} onChange={setRole} />
      <Refusal error={make.error} />
      <p role="status" className={css.done}>
        {make.data && `${make.data.name} is a user now: tell them the name and the password.`}
      </p>
      <PlainButton type="submit" disabled={make.isPending}>
        Make the user
      </PlainButton>
    </form>
  )
}
