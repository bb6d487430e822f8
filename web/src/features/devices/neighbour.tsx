import { type FormEvent, useDeferredValue, useId, useState } from 'react'
import { type Device, useDevices } from '../../api/get-devices'
import css from './neighbour.module.css'

const OFFERED = 200
const TYPE = 'device_type'

interface Props {
  device: Device
  beside: string | undefined
  onChoose: (id: string | undefined) => void
}

/** Chooses another device of the same type, to be drawn on the same charts. */
export function Neighbour({ device, beside, onChoose }: Props) {
  const [isAsking, ask] = useState(false)
  const choose = (id: string | undefined) => {
    ask(false)
    onChoose(id)
  }
  if (beside !== undefined)
    return (
      <span className={css.chosen}>
        <span className={css.line} aria-hidden="true" />
        {beside}
        <button type="button" aria-label={`Leave out ${beside}`} onClick={() => choose(undefined)}>
          ×
        </button>
      </span>
    )
  if (isAsking) return <Picker device={device} onChoose={choose} />
  return (
    <button type="button" className={css.ask} onClick={() => ask(true)}>
      Compare
    </button>
  )
}

function Picker({ device, onChoose }: Omit<Props, 'beside'>) {
  const list = useId()
  const [text, setText] = useState('')
  const search = useDeferredValue(text) || undefined
  const kind = typeOf(device)
  const ofType = kind === undefined ? {} : { attribute: TYPE, value: kind }
  const found = useDevices({ search, limit: OFFERED, ...ofType })
  const offered = others(device, found.data?.devices ?? [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = fitting(offered, text.trim())
    onChoose(id)
  }
  // Choosing from what is offered puts a whole id into the field at once.
  const type = (value: string) =>
    Math.abs(value.length - text.length) > 1 && offered.includes(value) ? onChoose(value) : setText(value)
  return (
    <form onSubmit={submit}>
      <input
        className={css.input}
        list={list}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        aria-label={kind ? `Compare with another ${kind}` : 'Compare with another device'}
        placeholder={kind ? `id of another ${kind}` : 'id of another device'}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChoose(undefined)}
      />
      <datalist id={list}>
        {offered.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </form>
  )
}

function others(device: Device, devices: Device[]): string[] {
  return devices.flatMap(({ device_id: id }) => (id && id !== device.device_id ? [id] : []))
}

function typeOf({ attributes }: Device): string | undefined {
  const value = attributes[TYPE]?.value
  return value == null ? undefined : String(value)
}

// The id itself, or the first that has it within.
function fitting(offered: string[], typed: string): string | undefined {
  if (typed === '') return undefined
  const isWithin = (id: string) => id.toLowerCase().includes(typed.toLowerCase())
  return offered.find((id) => id === typed) ?? offered.find(isWithin)
}
