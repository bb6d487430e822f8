import { Button } from '@mantine/core'
import css from './boards.module.css'

export interface Undo {
  text: string
  putBack: () => void
}

/** Says what is gone, and brings it back. It has the keyboard, as what had it is gone. */
export function UndoNote({ undo, onGone }: { undo: Undo; onGone: () => void }) {
  const leave = () => {
    onGone()
    document.getElementById('main')?.focus()
  }
  return (
    <div className={css.undo} data-last role="status">
      <span>{undo.text}</span>
      <Button
        size="compact-xs"
        variant="default"
        autoFocus
        onClick={() => {
          undo.putBack()
          leave()
        }}
      >
        Undo
      </Button>
      <Button size="compact-xs" variant="default" onClick={leave}>
        Close
      </Button>
    </div>
  )
}
