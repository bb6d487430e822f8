import { useWho } from '../../api/get-session'
import type { User } from '../../api/users'
import { DataTable, HeadOfActs } from '../../components/data-table'
import { PlainButton } from '../../components/plain-button'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'

interface Props {
  users: User[]
  open: string | undefined
  onOpen: (name: string) => void
}

const COLUMNS = ['Name', 'Role', 'Second factor', 'Last signed in', 'Made']

export function UserTable({ users, open, onOpen }: Props) {
  const me = useWho().data?.user
  if (users.length === 0) return <StateNote title="The lake has no user yet">Make one below.</StateNote>
  return (
    <DataTable label="Users, a table">
      <HeadOfActs names={COLUMNS} />
      <tbody>
        {users.map(({ name, role, two_factor, last_signed_in, created }) => (
          <tr key={name}>
            <td>
              {name}
              {name === me && ' (you)'}
            </td>
            <td>{role}</td>
            <td data-none={!two_factor || undefined}>{two_factor ? 'on' : 'off'}</td>
            <td>{last_signed_in === null ? 'never' : moment(last_signed_in)}</td>
            <td>{moment(created, { hasYear: true })}</td>
            <td>
              <PlainButton
                aria-label={`Change ${name}`}
                aria-expanded={name === open}
                onClick={() => onOpen(name)}
              >
                Change
              </PlainButton>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
