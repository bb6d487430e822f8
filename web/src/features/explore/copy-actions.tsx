import { useEffect, useRef, useState } from 'react'
import { type FileFormat, postQueryForFile } from '../../api/post-query'
import { accessKey } from '../../lib/access-key'
import { useAsOf } from '../../lib/use-as-of'
import { useLake } from '../../lib/use-lake'
import { type Asked, curlOf, pythonOf } from './copy-text'
import css from './explore.module.css'

const COPIES = {
  SQL: ({ sql }: Asked) => `${sql}\n`,
  Python: pythonOf,
  curl: curlOf,
} as const
const FILES: Record<string, FileFormat> = { CSV: 'csv', Arrow: 'arrow' }
type Told = { word: string; text?: string } | null

/** Ways to take a chart's question and its answer elsewhere. */
export function CopyActions({ sql, name }: { sql: string; name: string }) {
  const lake = useLake()
  const asOf = useAsOf()
  const [told, tell] = useState<Told>(null)
  useEffect(() => tell(null), [sql])

  const copy = async (kind: keyof typeof COPIES) => {
    const hasKey = accessKey.read() !== null
    const text = COPIES[kind]({ sql, server: location.origin, lake, hasKey, asOf })
    const isCopied = await write(text)
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
      {told?.text !== undefined && <Selected text={told.text} />}
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

// Where a browser does not let a page write to the clipboard, the text is there to be taken.
function Selected({ text }: { text: string }) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current!.select(), [text])
  return <textarea ref={field} className={css.selected} aria-label="Text to copy" readOnly rows={8} value={text} />
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false // a page that came without encryption has no clipboard
  }
}

function saveAs(bytes: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
