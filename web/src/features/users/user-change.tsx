import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWho } from '../../api/get-session'
import { type User, useChangeUser, useDropFactor, useRemoveUser } from '../../api/users'
import { NewPasswordField } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { SureButton } from '../../components/sure-button'
import { RoleSelect } from './role-select'
import css from './users.module.css'

/** What an administrator can do to somebody, themselves among them. */
export function UserChange({ user, onClose }: { user: User; onClose: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  const isMe = useWho().data?.user === user.name
  const whose = isMe ? 'all of your sessions end, this one too' : 'their sessions end with each change'
  const close = <PlainButton onClick={onClose}>Close</PlainButton>
  return (
    <div ref={place} tabIndex={-1} className={css.change}>
      <Panel title={`Change ${user.name}`} note={whose} aside={close}>
        <div className={css.parts}>
          <RoleChange user={user} />
          <PasswordChange user={user} />
          <FactorOff user={user} />
          <Removal user={user} onGone={onClose} />
        </div>
      </Panel>
    </div>
  )
}

function RoleChange({ user }: { user: User }) {
  const change = useChangeUser(user.name)
  const [role, setRole] = useState(user.role)
  return (
    <section aria-label="Another role">
      <RoleSelect role={role} onChange={setRole} />
      <PlainButton
        disabled={role === user.role || change.isPending}
        onClick={() => change.mutate({ role })}
      >
        Give the role
      </PlainButton>
      <Refusal error={change.error} />
      <p role="status" className={css.done}>
        {change.data && `${user.name} is ${change.data.role} now.`}
      </p>
    </section>
  )
}

function PasswordChange({ user }: { user: User }) {
  const change = useChangeUser(user.name)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    change.mutate({ password: textsOf(form)('password') }, { onSuccess: () => form.reset() })
  }
  return (
    <form onSubmit={submit} aria-label="Another password">
      <NewPasswordField label="New password" hint="At least 12 characters, and told to them by you." />
      <PlainButton type="submit" disabled={change.isPending}>
        Set the password
      </PlainButton>
      <Refusal error={change.error} />
      <p role="status" className={css.done}>
        {change.isSuccess && 'The password is another now: tell them.'}
      </p>
    </form>
  )
}

function FactorOff({ user }: { user: User }) {
  const drop = useDropFactor(user.name)
  return (
    <section aria-label="Second factor">
      <p className={css.words}>
        The second factor is {user.two_factor ? 'on' : 'off'}
        {user.two_factor ? '. Turn it off for who has lost the authenticator.' : '; they turn it on.'}
      </p>
      {user.two_factor && (
        <SureButton
          label={`Turn the second factor of ${user.name} off`}
          sure="Turn it off"
          isBusy={drop.isPending}
          onSure={() => drop.mutate()}
        >
          Turn off
        </SureButton>
      )}
      <Refusal error={drop.error} />
    </section>
  )
}

function Removal({ user, onGone }: { user: User; onGone: () => void }) {
  const remove = useRemoveUser(user.name)
  return (
    <section aria-label="Removal">
      <p className={css.words}>Who is removed cannot sign in. What they did stays in the audit trail.</p>
      <SureButton
        label={`Remove ${user.name}`}
        sure="Remove for good"
        isBusy={remove.isPending}
        onSure={() => remove.mutate(undefined, { onSuccess: onGone })}
      >
        Remove
      </SureButton>
      <Refusal error={remove.error} />
    </section>
  )
}
