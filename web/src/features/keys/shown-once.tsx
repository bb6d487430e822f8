import { useState } from 'react'
import type { MadeKey } from '../../api/keys'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import css from './keys.module.css'

/** All of a key's text, which nobody can show again. */
export function ShownOnce({ made, onDone }: { made: MadeKey; onDone: () => void }) {
  const [told, tell] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.key)
      tell('copied')
    } catch {
      tell('select the text and copy it') // a page that came without encryption has no clipboard
    }
  }
  return (
    <Panel title={`The key “${made.name}”`} note="it is shown this once and kept nowhere">
      <div className={css.line}>
        <input
          className={css.secret}
          aria-label="The new key"
          readOnly
          value={made.key}
          onFocus={(event) => event.currentTarget.select()}
        />
        <PlainButton onClick={() => void copy()}>Copy</PlainButton>
        <PlainButton onClick={onDone}>Done</PlainButton>
        <span role="status">{told}</span>
      </div>
    </Panel>
  )
}
