import { useState } from 'react'
import { Field, type FieldProps } from './field'
import { PlainButton } from './plain-button'

const NAME_WORDS = 'small letters, digits and . _ - @'
type Props = Omit<FieldProps, 'label'> & { label?: string }

export function UserField(props: Props) {
  return (
    <Field
      label="User name"
      name="user"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      required
      {...props}
    />
  )
}

export function NewUserField(props: Props) {
  return (
    <UserField
      pattern="[a-z0-9._@\-]{1,64}"
      title={NAME_WORDS}
      hint={`Made of ${NAME_WORDS}.`}
      {...props}
    />
  )
}

/** One that is there already. */
export function PasswordField(props: Props) {
  const [isShown, show] = useState(false)
  const toggle = (
    <PlainButton aria-pressed={isShown} onClick={() => show(!isShown)}>
      {isShown ? 'Hide' : 'Show'}
    </PlainButton>
  )
  return (
    <Field
      label="Password"
      name="password"
      type={isShown ? 'text' : 'password'}
      autoComplete="current-password"
      autoCapitalize="none"
      spellCheck={false}
      required
      aside={toggle}
      {...props}
    />
  )
}

/** One that is chosen; the server has the last word on it. */
export function NewPasswordField(props: Props) {
  return (
    <PasswordField
      autoComplete="new-password"
      minLength={12}
      hint="At least 12 characters, and none that everybody uses."
      {...props}
    />
  )
}

/** The six digits that an authenticator shows. */
export function CodeField(props: Props) {
  return (
    <Field
      label="Code"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9 ]{6,9}"
      title="six digits"
      required
      data-mono
      {...props}
    />
  )
}

/** Digits alone: some show the code in two halves. */
export const codeOf = (text: string) => text.replaceAll(/\s/g, '')
