import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import type { Table } from '../../api/get-catalog'
import { type Suggestions, suggestionsAt } from './suggestions'
import { typeInto } from './type-into'

export interface Offer extends Suggestions {
  active: number
}
const MOVES_AWAY = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'])

interface Place {
  field: RefObject<HTMLTextAreaElement | null>
  tables: Table[]
  onChange: (sql: string) => void
}

/** What is offered while one writes into a field, and the keys that choose from it. */
export function useCompletion({ field, tables, onChange }: Place) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const close = () => setOffer(null)

  const look = (isAsked: boolean) => {
    const { value, selectionStart, selectionEnd } = field.current!
    const found = suggestionsAt(value, selectionStart, tables, isAsked)
    const isNeeded = selectionStart === selectionEnd && found.list.length > 0 && (isAsked || !found.isWhole)
    setOffer(isNeeded ? { ...found, active: 0 } : null)
  }
  const choose = (place: number) => {
    const chosen = offer?.list[place]
    if (chosen) onChange(typeInto(field.current!, offer.from, field.current!.selectionEnd, chosen.text))
    close()
  }
  /** After a letter; a text that is put in whole asks for nothing. */
  const onInput = ({ nativeEvent }: FormEvent) => {
    const { inputType, data } = nativeEvent as InputEvent
    const isTyped = inputType === 'insertCompositionText' || (inputType === 'insertText' && data?.length === 1)
    const isErased = offer !== null && inputType?.startsWith('deleteContent')
    if (isTyped || isErased) look(false)
    else close()
  }
  /** True where the key meant the offer. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key === ' ' && event.ctrlKey) return used(event, () => look(true))
    if (!offer || event.nativeEvent.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) return used(event, () => setOffer(moved(offer, step)))
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (isPlain && (event.key === 'Enter' || event.key === 'Tab')) return used(event, () => choose(offer.active))
    if (event.key === 'Escape') return used(event, close)
    if (MOVES_AWAY.has(event.key)) close()
    return false
  }
  return { offer, choose, close, onInput, onKey }
}

function used(event: KeyboardEvent, act: () => void): true {
  event.preventDefault()
  act()
  return true
}

function moved(offer: Offer, step: number): Offer {
  const { length } = offer.list
  return { ...offer, active: (offer.active + step + length) % length }
}
