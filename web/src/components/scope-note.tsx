import type { ReactNode } from 'react'
import { kindOf, useWho, type Who } from '../api/get-session'
import type { Scope } from '../api/keys'
import { ErrorNote, StateNote, Waiting } from './state-note'

interface Props {
  scope: Scope
  children: ReactNode
}

/** A page that is for some, and what others see in its place; `what`: its name. */
export function ForScope({ what, ...props }: Props & { what: string }) {
  return <OnlyWith title={`The page ${what} is not for you`} {...props} />
}

/** What is for some; others see in its place that it is not for them, and why. */
export function OnlyWith({ scope, title, children }: Props & { title: string }) {
  const who = useWho()
  if (who.data === undefined && who.error)
    return <ErrorNote error={who.error} onRetry={() => void who.refetch()} />
  if (who.data === undefined) return <Waiting rows={6} />
  if (who.data.scopes.includes(scope)) return <>{children}</>
  return <StateNote title={title}>{lackOf(who.data, scope)}</StateNote>
}

/** Why who looks may not do what takes the scope, and who can change that. */
export function lackOf(who: Who, scope: Scope): string {
  const takes = `It takes the scope “${scope}”, which`
  if (kindOf(who) === 'key') return `${takes} your key does not have.`
  if (kindOf(who) === 'open') return `${takes} this server gives to nobody.`
  return `${takes} your role ${who.role} does not have: an administrator can give you another.`
}
