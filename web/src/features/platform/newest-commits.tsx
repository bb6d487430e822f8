import type { CommitNote } from '../../api/get-status'
import { Age } from '../../components/age'
import { DataTable } from '../../components/data-table'
import { StateNote } from '../../components/state-note'
import { count, moment } from '../../lib/format'

export function NewestCommits({ commits }: { commits: CommitNote[] }) {
  if (commits.length === 0)
    return (
      <StateNote title="No commit since the server’s start">
        Records that are sent are committed within seconds.
      </StateNote>
    )
  return (
    <DataTable label="Newest commits, a table">
      <thead>
        <tr>
          <th scope="col">Commit</th>
          <th scope="col">Made for</th>
          <th scope="col" data-number>Records</th>
          <th scope="col" data-number>Age</th>
        </tr>
      </thead>
      <tbody>
        {commits.map(({ commit, time, kinds, received }) => (
          <tr key={commit}>
            <td>{count(commit)}</td>
            <td>{kinds}</td>
            <td data-number data-none={received === 0 || undefined}>{count(received)}</td>
            <td data-number title={moment(time)}><Age time={time} /></td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
