import { useEffect, useRef } from 'react'
import css from './text-to-copy.module.css'

/** Where a browser does not let a page write to the clipboard, the text is there to be taken. */
export function TextToCopy({ text }: { text: string }) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current!.select(), [text])
  return <textarea ref={field} className={css.text} aria-label="Text to copy" readOnly rows={8} value={text} />
}
