import { useLinkProps } from '@tanstack/react-router'
import css from './mark-links.module.css'

export interface Mark {
  id: string
  /** In seconds since 1970. */
  time: number
  /** What it says to who points at it or hears it. */
  words: string
}
interface Props {
  label: string
  marks: Mark[]
  from: number
  to: number
}

/** Over a chart of time: what was unusual, each a link that opens it. */
export function MarkLinks({ label, marks, from, to }: Props) {
  const seen = marks.filter(({ time }) => time >= from && time <= to)
  if (seen.length === 0) return null
  return (
    <svg className={css.marks} role="group" aria-label={label}>
      {seen.map((mark) => (
        <svg key={mark.id} x={`${((mark.time - from) / (to - from)) * 100}%`} overflow="visible">
          <MarkLink mark={mark} />
        </svg>
      ))}
    </svg>
  )
}

function MarkLink({ mark }: { mark: Mark }) {
  const link = useLinkProps({ to: '/anomalies', search: { open: mark.id } as never })
  return (
    <a {...link} className={css.mark} aria-label={mark.words}>
      <title>{mark.words}</title>
      <rect x={-7} width={14} height="100%" />
      <path d="M-5 0 H5 L0 7 Z" />
    </a>
  )
}
