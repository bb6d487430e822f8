import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { type BegunFactor, useBeginFactor, useConfirmFactor } from '../../api/account'
import type { Who } from '../../api/get-session'
import { CodeField, codeOf, PasswordField } from '../../components/account-fields'
import { textsOf } from '../../components/field'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { PATHS } from '../../config/paths'
import css from './account.module.css'
import { QrCode } from './qr-code'

/** A code of six digits besides the password: off, begun, or on. */
export function SecondFactor({ who }: { who: Who }) {
  return (
    <Panel title="Second factor" note={who.two_factor ? 'on' : 'off'}>
      {who.two_factor ? <IsOn isAdmin={who.scopes.includes('admin')} /> : <SetUp />}
    </Panel>
  )
}

function SetUp() {
  const begin = useBeginFactor()
  if (!begin.data) return <Begin begin={begin} />
  return <Confirm begun={begin.data} onCancel={begin.reset} />
}

function IsOn({ isAdmin }: { isAdmin: boolean }) {
  return (
    <p role="status" className={css.words}>
      Whoever signs in as you needs a code of your authenticator besides the password. If you lose it, an
      administrator can turn this off, on the page{' '}
      {isAdmin ? <Link to={PATHS.users}>Users</Link> : 'Users'}.
    </p>
  )
}

function Begin({ begin }: { begin: ReturnType<typeof useBeginFactor> }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    begin.mutate(textsOf(event.currentTarget)('password'))
  }
  return (
    <form className={css.form} onSubmit={submit} aria-label="Second factor">
      <p className={css.words}>
        With it, a password alone lets nobody in: an authenticator on your telephone shows six digits that
        change every 30 seconds.
      </p>
      <PasswordField label="Present password" />
      <Refusal error={begin.error} />
      <Button type="submit" size="xs" variant="default" disabled={begin.isPending}>
        Set it up
      </Button>
    </form>
  )
}

/** The secret leaves the page with the code that proves that it was taken. */
function Confirm({ begun, onCancel }: { begun: BegunFactor; onCancel: () => void }) {
  const confirm = useConfirmFactor()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    confirm.mutate(codeOf(textsOf(event.currentTarget)('code')))
  }
  return (
    <form className={css.form} onSubmit={submit} aria-label="Confirm the second factor">
      <p className={css.words}>Scan it with your authenticator, or type the secret, and give its code.</p>
      <QrCode text={begun.uri} label="The secret as a QR code" />
      <p className={css.secret}>
        <span>Secret</span> <code>{begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <CodeField autoFocus />
      <Refusal error={confirm.error} />
      <div className={css.line}>
        <Button type="submit" size="xs" disabled={confirm.isPending}>
          Turn it on
        </Button>
        <PlainButton onClick={onCancel}>Cancel</PlainButton>
      </div>
    </form>
  )
}
