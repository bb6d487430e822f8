import { KeyNumber } from '../../components/key-number'
import { Sparkline } from '../../components/sparkline'
import { bytes, number } from '../../lib/format'
import { type MetricsHistory, rateOf, ratesOf } from '../../lib/metrics-history'
import { useTokens } from '../../lib/use-tokens'
import css from './platform.module.css'

interface Rate {
  name: string
  label: string
  hint: string
  isBytes?: boolean
}
const RATES: readonly Rate[] = [
  { name: 'received', label: 'Records received', hint: 'acknowledged to who sent them' },
  { name: 'committed', label: 'Records committed', hint: 'in the lake, whatever became of them' },
  { name: 'requests', label: 'Requests', hint: 'to all of the server, this page’s too' },
  { name: 'bytesIn', label: 'Bytes received', hint: 'by all connections', isBytes: true },
  { name: 'bytesOut', label: 'Bytes sent', hint: 'by all connections', isBytes: true },
]

/** How much goes through, a second: over some seconds as a number, over minutes as a line. */
export function Throughput({ history }: { history: MetricsHistory }) {
  const tokens = useTokens()
  return (
    <div className={css.numbers}>
      {RATES.map(({ name, label, hint, isBytes }) => {
        const rate = rateOf(history.points, name)
        return (
          <KeyNumber
            key={name}
            label={label}
            value={isBytes ? bytes(rate) : number(rate, 1)}
            unit="a second"
            below={<Sparkline values={ratesOf(history.points, name)} colour={tokens('accent')} />}
          >
            {rate === undefined ? 'two looks make a rate' : hint}
          </KeyNumber>
        )
      })}
    </div>
  )
}

