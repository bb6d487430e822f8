import { useCatalog } from '../../api/get-catalog'
import { Answer } from '../../components/answer'
import { Panel } from '../../components/panel'
import { count } from '../../lib/format'
import { useAsOf } from '../../lib/use-as-of'
import css from './sql.module.css'

export function TableTree({ onChoose }: { onChoose: (table: string) => void }) {
  const catalog = useCatalog()
  const isPast = useAsOf() !== undefined // what is counted is of now
  return (
    <Panel title="Tables" className={css.tree} flush>
      <Answer query={catalog} rows={8}>
        {({ tables }) =>
          tables.map((table) => (
            <details key={table.name} className={css.table}>
              <summary title={table.what}>
                <code>{table.name}</code>
                {table.rows !== null && !isPast && <span>{count(table.rows)}</span>}
              </summary>
              <p>{table.what}</p>
              <button type="button" onClick={() => onChoose(table.name)}>
                Write a SELECT
              </button>
              <ul>
                {table.columns.map((column) => (
                  <li key={column.name}>
                    <code>{column.name}</code>
                    <span>{column.unit ? `${column.type}, ${column.unit}` : column.type}</span>
                  </li>
                ))}
              </ul>
            </details>
          ))
        }
      </Answer>
    </Panel>
  )
}
