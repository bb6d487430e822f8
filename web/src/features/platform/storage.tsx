import { type Table, useCatalog } from '../../api/get-catalog'
import type { LakeStatus } from '../../api/get-status'
import { Answer } from '../../components/answer'
import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { bytes, count } from '../../lib/format'
import css from './platform.module.css'

/** Rows are known by table, files and bytes of the lake as a whole. */
export function Storage({ lake }: { lake: LakeStatus }) {
  const catalog = useCatalog()
  const note = `${count(lake.live_files)} files, ${bytes(lake.live_bytes)} in all`
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
    <DataTable label="Rows by table">
      <thead>
        <tr>
          <th scope="col">Table</th>
          <th scope="col">What is in it</th>
          <th scope="col" data-number>Rows</th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ name, what, rows }) => (
          <tr key={name}>
            <td data-mono className={css.name}>{name}</td>
            <td className={css.meaning}>{what}</td>
            <td data-number data-none={rows === null || undefined}>
              {rows === null ? 'made when asked' : count(rows)}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
