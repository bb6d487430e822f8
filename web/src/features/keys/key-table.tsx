import { type AccessKey, useRevokeKey } from '../../api/keys'
import { DataTable, HeadOfActs } from '../../components/data-table'
import { Refusal } from '../../components/refusal'
import { StateNote } from '../../components/state-note'
import { SureButton } from '../../components/sure-button'
import { hourOfUse, MISSING, moment } from '../../lib/format'
import css from './keys.module.css'

const COLUMNS = ['Name', 'Id', 'May', 'Writes as', 'Made', 'Expires', 'Last used', 'State']

export function KeyTable({ keys }: { keys: AccessKey[] }) {
  const revoke = useRevokeKey()
  if (keys.length === 0)
    return <StateNote title="The lake has no key yet">Make one above.</StateNote>
  return (
    <>
      <Refusal error={revoke.error} />
      <DataTable label="Keys, a table">
        <HeadOfActs names={COLUMNS} />
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} data-over={key.state !== 'active' || undefined} className={css.key}>
              <td className={css.name} title={key.name}>{key.name}</td>
              <td data-mono>{key.id}</td>
              <td>{key.scopes.join(', ')}</td>
              <td data-mono>{writesAs(key)}</td>
              <td>{moment(key.created)}</td>
              <td>{key.expires === null ? 'never' : moment(key.expires)}</td>
              <td>{hourOfUse(key.last_used)}</td>
              <td>{key.state}</td>
              <td>
                {key.state === 'active' && (
                  <SureButton
                    label={`Revoke ${key.name}`}
                    sure="Revoke for good"
                    isBusy={revoke.isPending}
                    onSure={() => revoke.mutate(key.id)}
                  >
                    Revoke
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

function writesAs({ scopes, device, prefix }: AccessKey): string {
  if (device !== undefined) return device
  if (prefix !== undefined) return `${prefix}…`
  return scopes.includes('ingest') ? 'any device' : MISSING
}
