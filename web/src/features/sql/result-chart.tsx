import { useMemo } from 'react'
import type { QueryRows } from '../../api/post-query'
import { StateNote } from '../../components/state-note'
import { drawableOf } from './drawable'
import { ResultBars } from './result-bars'
import { ResultLines } from './result-lines'

/** A result as a picture, or why it has none. */
export function ResultChart({ result }: { result: QueryRows }) {
  const drawable = useMemo(() => drawableOf(result), [result])
  if (drawable.shape === 'lines') return <ResultLines {...drawable} />
  if (drawable.shape === 'bars') return <ResultBars {...drawable} />
  return <StateNote title="This result has no chart">{drawable.why} The table shows it.</StateNote>
}
