import { useSessions } from '../../api/sessions'
import { type User, useUsers } from '../../api/users'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { ForScope } from '../../components/scope-note'
import { SessionTable } from '../../components/session-table'
import { StateNote } from '../../components/state-note'
import { count } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { UserChange } from './user-change'
import { UserForm } from './user-form'
import { UserTable } from './user-table'
import css from './users.module.css'
import type { UsersSearch } from './users-search'

/** The people of the lake, what each may do, and where they are signed in. */
export function UsersPage() {
  return (
    <Page title="Users" note="who may look, operate and administer">
      <ForScope scope="admin" what="Users">
        <Users />
      </ForScope>
    </Page>
  )
}

function Users() {
  const users = useUsers()
  const [{ open }, change] = useAddress<UsersSearch>()
  const close = () => change({ open: undefined })
  return (
    <div className={css.page}>
      {open !== undefined && users.data && <Opened users={users.data.users} name={open} onClose={close} />}
      <Panel title="Users of the lake" note={count(users.data?.users.length)} flush>
        <Answer query={users} rows={4}>
          {({ users: list }) => (
            <UserTable users={list} open={open} onOpen={(name) => change({ open: name })} />
          )}
        </Answer>
      </Panel>
      <Panel title="A new user">
        <UserForm />
      </Panel>
      <AllSessions />
    </div>
  )
}

function Opened({ users, name, onClose }: { users: User[]; name: string; onClose: () => void }) {
  const user = users.find((one) => one.name === name)
  if (user) return <UserChange key={name} user={user} onClose={onClose} />
  return <StateNote title={`There is no user “${name}”`}>Choose one of those below.</StateNote>
}

function AllSessions() {
  const sessions = useSessions()
  return (
    <Panel title="Who is signed in" note={count(sessions.data?.sessions.length)} flush>
      <Answer query={sessions} rows={3}>
        {({ sessions: list }) => <SessionTable sessions={list} hasUsers />}
      </Answer>
    </Panel>
  )
}
