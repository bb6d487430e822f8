import { useEffect, useState } from 'react'
import { useWho } from '../../api/get-session'
import { type FileFormat, postQueryForFile } from '../../api/post-query'
import { accessKey } from '../../lib/access-key'
import { saveAs, writeClipboard } from '../../lib/take-away'
import { useAsOf } from '../../lib/use-as-of'
import { useLake } from '../../lib/use-lake'
import { TextToCopy } from '../text-to-copy'
import { type Asked, curlOf, pythonOf } from './copy-text'
import css from './charts.module.css'

const COPIES = {
  SQL: ({ sql }: Asked) => `${sql}\n`,
  Python: pythonOf,
  curl: curlOf,
} as const
const FILES: Record<string, FileFormat> = { CSV: 'csv', Arrow: 'arrow', Parquet: 'parquet' }
type Told = { word: string; text?: string } | null

interface Props {
  sql: string
  name: string
  /** The commit that was asked; without it what the address says. */
  asOf?: string
}

/** Ways to take a question and its answer elsewhere. */
export function CopyActions({ sql, name, asOf: asked }: Props) {
  const lake = useLake()
  const looksBackTo = useAsOf()
  const asOf = asked ?? looksBackTo
  // A program has no session: it needs a key where its user signed in.
  const isSignedIn = useWho().data?.user != null
  const hasKey = isSignedIn || accessKey.read() !== null
  const [told, tell] = useState<Told>(null)
  useEffect(() => tell(null), [sql])

  const copy = async (kind: keyof typeof COPIES) => {
    const text = COPIES[kind]({ sql, server: location.origin, lake, hasKey, asOf })
    const isCopied = await writeClipboard(text)
    tell(isCopied ? { word: `${kind} copied` } : { word: 'Copy it from here', text })
  }
  const save = async (kind: string) => {
    tell({ word: `${kind} is on its way` })
    try {
      const format = FILES[kind]!
      saveAs(await postQueryForFile({ sql, lake, asOf }, format), `${name}.${format}`)
      tell({ word: `${kind} saved` })
    } catch (cause) {
      tell({ word: (cause as Error).message })
    }
  }
  return (
    <>
      {told?.text !== undefined && <TextToCopy text={told.text} />}
      <div className={css.actions}>
        <span>Copy as</span>
        {Object.keys(COPIES).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-label={`Copy as ${kind}`}
            onClick={() => void copy(kind as keyof typeof COPIES)}
          >
            {kind}
          </button>
        ))}
        <span>Save as</span>
        {Object.keys(FILES).map((kind) => (
          <button key={kind} type="button" aria-label={`Save as ${kind}`} onClick={() => void save(kind)}>
            {kind}
          </button>
        ))}
        <span className={css.told} role="status">
          {told?.word}
        </span>
      </div>
    </>
  )
}
