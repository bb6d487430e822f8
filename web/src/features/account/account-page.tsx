import { kindOf, useWho, type Who } from '../../api/get-session'
import { useSessions } from '../../api/sessions'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { SessionTable } from '../../components/session-table'
import { StateNote } from '../../components/state-note'
import css from './account.module.css'
import { AboutMe } from './about-me'
import { PasswordPanel } from './password-panel'
import { SecondFactor } from './second-factor'

/** Who looks, what they may, and how they prove that it is them. */
export function AccountPage() {
  const who = useWho()
  return (
    <Page title="Account" note="who you are to this server, and what you may do">
      <Answer query={who} rows={8}>
        {(me) => <Account who={me} />}
      </Answer>
    </Page>
  )
}

function Account({ who }: { who: Who }) {
  const isUser = kindOf(who) === 'user'
  return (
    <div className={css.page}>
      <AboutMe who={who} />
      {isUser ? (
        <>
          <PasswordPanel user={who.user!} />
          <SecondFactor who={who} />
          <MySessions user={who.user!} />
        </>
      ) : (
        <NoAccount who={who} />
      )}
    </div>
  )
}

function NoAccount({ who }: { who: Who }) {
  if (kindOf(who) === 'key') {
    return (
      <StateNote title="A key has no password and no second factor">
        Sign out to forget it, and sign in with a name and a password to have an account.
      </StateNote>
    )
  }
  return (
    <StateNote title="There is nothing to sign out of">
      This server is open to its own machine: whoever reaches it from there may do everything.
    </StateNote>
  )
}

// Who administers is told of everybody's, on the page Users; here are one's own.
function MySessions({ user }: { user: string }) {
  const sessions = useSessions()
  return (
    <Panel title="Where you are signed in" className={css.wide} flush>
      <Answer query={sessions} rows={3}>
        {({ sessions: all }) => <SessionTable sessions={all.filter((one) => one.user === user)} />}
      </Answer>
    </Panel>
  )
}
