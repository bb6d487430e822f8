import { type RefObject, useLayoutEffect, useRef } from 'react'
import css from './editor.module.css'
import type { Offer } from './use-completion'

interface Props {
  id: string
  offer: Offer
  field: RefObject<HTMLTextAreaElement | null>
  onChoose: (place: number) => void
}
const ROOM = 8 // beside the list, to the edges of the editor

export function optionId(id: string, place: number): string {
  return `${id}-${place}`
}

/** What may be written, below the word that was begun. The focus stays where one writes. */
export function SuggestionList({ id, offer, field, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const begun = useRef<HTMLSpanElement>(null)
  const before = field.current!.value.slice(0, offer.from)

  useLayoutEffect(() => {
    const { offsetLeft: left, offsetTop: top, offsetHeight: height } = begun.current!
    const { scrollTop, clientWidth, clientHeight } = field.current!
    const leftMost = clientWidth - list.current!.offsetWidth - ROOM
    const x = Math.max(ROOM, Math.min(left, leftMost))
    const y = Math.min(top + height - scrollTop, clientHeight)
    list.current!.style.translate = `${x}px ${y}px`
  }, [before, field])
  useLayoutEffect(() => {
    list.current!.children[offer.active]?.scrollIntoView({ block: 'nearest' })
  }, [offer])

  return (
    <>
      {/* The same text in the same lines tells where in the field the word begins. */}
      <div className={css.mirror} aria-hidden="true">
        {before}
        <span ref={begun}>{'\u200b'}</span>
      </div>
      <ul ref={list} id={id} className={css.suggestions} role="listbox" aria-label="Suggestions">
        {offer.list.map(({ kind, label, note }, place) => (
          <li
            key={`${kind} ${label}`}
            id={optionId(id, place)}
            role="option"
            aria-selected={place === offer.active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(place)}
          >
            <code>{label}</code>
            <span>{kind === 'word' ? '' : kind === 'function' ? note : `${kind}, ${note}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
