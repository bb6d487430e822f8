import { type FormEvent, useDeferredValue, useId, useState } from 'react'
import { useDevices } from '../../api/get-devices'
import { DEVICES_MAX } from '../../components/charts/choice'
import css from './explore.module.css'

const OFFERED = 20

/** Some devices by their ids; none chosen means all. */
export function DevicePicker({ devices, onChoose }: { devices: string[]; onChoose: (devices: string[]) => void }) {
  const list = useId()
  const [text, setText] = useState('')
  const found = useDevices({ search: useDeferredValue(text) || undefined, limit: OFFERED })
  const offered = (found.data?.devices ?? []).flatMap(({ device_id: id }) => (id ? [id] : []))
  const isFull = devices.length >= DEVICES_MAX
  const add = (id: string) => {
    setText('')
    if (!devices.includes(id)) onChoose([...devices, id])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = text.trim()
    if (typed !== '') add(fittingOf(offered, typed) ?? typed)
  }
  // Choosing from what is offered puts a whole id into the field at once.
  const type = (value: string) =>
    Math.abs(value.length - text.length) > 1 && offered.includes(value) ? add(value) : setText(value)
  return (
    <form className={css.field} onSubmit={submit}>
      <label htmlFor={`${list}-field`}>Devices</label>
      {devices.map((id) => (
        <span key={id} className={css.device}>
          {id}
          <button
            type="button"
            aria-label={`Leave out ${id}`}
            onClick={() => onChoose(devices.filter((other) => other !== id))}
          >
            ×
          </button>
        </span>
      ))}
      <input
        id={`${list}-field`}
        className={css.input}
        list={list}
        autoComplete="off"
        spellCheck={false}
        disabled={isFull}
        placeholder={isFull ? `at most ${DEVICES_MAX}` : devices.length > 0 ? 'and another' : 'all: type an id for some'}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <datalist id={list}>
        {offered.filter((id) => !devices.includes(id)).map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </form>
  )
}

// The id itself, or the first that has it within.
function fittingOf(offered: string[], typed: string): string | undefined {
  const isWithin = (id: string) => id.toLowerCase().includes(typed.toLowerCase())
  return offered.find((id) => id === typed) ?? offered.find(isWithin)
}
