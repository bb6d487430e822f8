import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react'
import type { Table } from '../../api/get-catalog'
import css from './editor.module.css'
import { optionId, SuggestionList } from './suggestion-list'
import { useCompletion } from './use-completion'

interface Props {
  field: RefObject<HTMLTextAreaElement | null>
  sql: string
  tables: Table[]
  onChange: (sql: string) => void
  onRun: () => void
  onCancel: () => void
  /** What stands below the field. */
  children: ReactNode
}

/** Where a query is written. A list box opens below the word that is begun; a field of several lines
 * has no role besides its own, so it says by aria-activedescendant what in the list is chosen. */
export function Editor({ field, sql, tables, onChange, onRun, onCancel, children }: Props) {
  const id = useId()
  const { offer, choose, close, onInput, onKey } = useCompletion({ field, tables, onChange })
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey(event)) return
    if (event.key === 'Escape') onCancel()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    close()
    onRun()
  }
  return (
    <div className={css.editor}>
      <div className={css.field}>
        <textarea
          ref={field}
          aria-label="SQL"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={offer ? id : undefined}
          aria-activedescendant={offer ? optionId(id, offer.active) : undefined}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          rows={7}
          value={sql}
          onChange={(event) => onChange(event.currentTarget.value)}
          onInput={onInput}
          onKeyDown={onKeyDown}
          onClick={close}
          onScroll={close}
          onBlur={close}
        />
        {offer && <SuggestionList {...{ id, offer, field }} onChoose={choose} />}
      </div>
      {children}
    </div>
  )
}
