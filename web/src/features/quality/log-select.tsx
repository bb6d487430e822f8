import type { LogRow } from '../../api/get-books'
import { Select } from '../../components/select'
import css from './quality.module.css'

interface Props {
  log: number | undefined
  logs: LogRow[]
  onChange: (log: number | undefined) => void
}
const EVERY_LOG = 'every log'

export function LogSelect({ log, logs, onChange }: Props) {
  const numbers = logs.map((row) => row.log)
  if (log !== undefined && !numbers.includes(log)) numbers.push(log) // what an address says is shown
  const nameOf = (number: number) => `${number}: ${logs.find((row) => row.log === number)?.name ?? 'log'}`
  return (
    <span className={css.log}>
      <Select
        label="Log"
        value={log === undefined ? EVERY_LOG : nameOf(log)}
        options={[EVERY_LOG, ...numbers.map(nameOf)]}
        onChange={(name) => onChange(numbers.find((number) => nameOf(number) === name))}
      />
    </span>
  )
}
