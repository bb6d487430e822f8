import type { ReactNode } from 'react'
import { nameOf, type Who } from '../../api/get-session'
import { SCOPE_WORDS } from '../../api/keys'
import { Panel } from '../../components/panel'
import { MISSING, moment } from '../../lib/format'
import css from './account.module.css'

export function AboutMe({ who }: { who: Who }) {
  return (
    <Panel title="You">
      <dl className={css.facts}>
        <Fact name="Name">{nameOf(who)}</Fact>
        <Fact name="Role">{who.role ?? MISSING}</Fact>
        <Fact name="You may">{who.scopes.map((scope) => SCOPE_WORDS[scope]).join(', ')}</Fact>
        <Fact name="Lake">{who.lake}</Fact>
        <Fact name="Signed in until">{moment(who.expires, { hasYear: true })}</Fact>
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
