import { type Table, useCatalog } from '../../api/get-catalog'
import type { LakeStatus } from '../../api/get-status'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { bytes, count, MISSING } from '../../lib/format'
import css from './platform.module.css'

/** What each table weighs; several may be of the same files, so the sum is said apart. */
export function Storage({ lake }: { lake: LakeStatus }) {
  const catalog = useCatalog()
  const note = `${count(lake.live_files)} files, ${bytes(lake.live_bytes)} in all; tables may share files`
  return (
    <Panel title="Storage" note={note} flush>
      <Answer query={catalog} rows={6}>
        {({ tables }) => <Tables tables={tables} />}
      </Answer>
    </Panel>
  )
}

function Tables({ tables }: { tables: Table[] }) {
  return (
    <DataTable label="Storage by table">
      <thead>
        <tr>
          <th scope="col">Table</th>
          <th scope="col">What is in it</th>
          <th scope="col" data-number>Rows</th>
          <th scope="col" data-number>Files</th>
          <th scope="col" data-number>Bytes</th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ name, what, rows, files, bytes: weight }) => (
          <tr key={name}>
            <td data-mono className={css.name}>{name}</td>
            <td className={css.meaning}>{what}</td>
            <td data-number data-none={rows === null || undefined}>
              {rows === null ? 'made when asked' : count(rows)}
            </td>
            <Known number={files} shown={count} />
            <Known number={weight} shown={bytes} />
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Known({ number, shown }: { number: number | null; shown: (value: number) => string }) {
  return (
    <td data-number data-none={!number || undefined}>
      {number === null ? MISSING : shown(number)}
    </td>
  )
}
