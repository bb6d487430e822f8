import { DataTable } from '../../components/data-table'
import { count } from '../../lib/format'
import type { Counted } from './counted'
import css from './platform.module.css'
import { TROUBLES } from './troubles'

export function TroubleTable({ counted, lake }: { counted: Counted; lake: string }) {
  return (
    <DataTable label="Errors and refusals, a table">
      <tbody>
        {TROUBLES.map(({ name, what, metric, where, isOfServer, isBad }) => {
          const times = counted.count(metric, isOfServer ? where : { ...where, lake })
          return (
            <tr key={name}>
              <td className={css.name}>{name}</td>
              <td className={css.meaning}>{what}</td>
              <td
                data-number
                data-none={!times || undefined}
                data-bad={(isBad && !!times) || undefined}
              >
                {count(times)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}
