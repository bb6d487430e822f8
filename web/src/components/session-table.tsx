import { type Session, useEndSession } from '../api/sessions'
import { agentName } from '../lib/agent-name'
import { hourOfUse, moment } from '../lib/format'
import { DataTable, HeadOfActs } from './data-table'
import { Refusal } from './refusal'
import { StateNote } from './state-note'
import { SureButton } from './sure-button'

interface Props {
  sessions: Session[]
  /** Whether they are of several people, who are named then. */
  hasUsers?: boolean
}
const COLUMNS = ['Browser', 'From', 'Signed in', 'Last used', 'Until']

/** Who is signed in where; each can be ended, but for the one that the page is seen with. */
export function SessionTable({ sessions, hasUsers = false }: Props) {
  const end = useEndSession()
  if (sessions.length === 0) return <StateNote title="Nobody is signed in" />
  return (
    <>
      <Refusal error={end.error} />
      <DataTable label="Sessions, a table">
        <HeadOfActs names={hasUsers ? ['User', ...COLUMNS] : COLUMNS} />
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              {hasUsers && <td>{session.user}</td>}
              <td title={session.agent}>{agentName(session.agent)}</td>
              <td data-mono>{session.remote}</td>
              <td>{moment(session.created)}</td>
              <td>{hourOfUse(session.last_used)}</td>
              <td>{moment(session.expires)}</td>
              <td>
                {session.own ? (
                  'this one'
                ) : (
                  <SureButton
                    label={`End the session of ${session.user} from ${session.remote}`}
                    sure="End it"
                    isBusy={end.isPending}
                    onSure={() => end.mutate(session.id)}
                  >
                    End
                  </SureButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}
