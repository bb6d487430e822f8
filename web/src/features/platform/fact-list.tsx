import type { ReactNode } from 'react'
import { Sparkline } from '../../components/sparkline'
import { useTokens } from '../../lib/use-tokens'
import css from './platform.module.css'

export interface Fact {
  name: string
  value: ReactNode
  hint?: string
  /** How much of what there may be is in use, 0 to 1. */
  share?: number | undefined
  trend?: number[]
}

export function FactList({ facts }: { facts: Fact[] }) {
  const tokens = useTokens()
  return (
    <dl className={css.facts}>
      {facts.map(({ name, value, hint, share, trend }) => (
        <div key={name} className={css.fact}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            {hint && <span>{hint}</span>}
            {share !== undefined && <meter min={0} max={1} value={share} aria-hidden />}
            {trend && <Sparkline values={trend} colour={tokens('text-3')} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}
