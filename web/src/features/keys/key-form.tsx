import { type FormEvent, useState } from 'react'
import { type KeyWish, type MadeKey, type Scope, SCOPE_WORDS, SCOPES, useMakeKey } from '../../api/keys'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { Select } from '../../components/select'
import css from './keys.module.css'

const SENDERS = ['any device', 'one device', 'devices that begin with'] as const
type Sender = (typeof SENDERS)[number]
const EXPIRIES = { 'in 30 days': '30d', 'in 90 days': '90d', 'in a year': '365d', never: undefined }

export function KeyForm({ onMade }: { onMade: (key: MadeKey) => void }) {
  const make = useMakeKey()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const [sender, setSender] = useState<Sender>('any device')
  const [device, setDevice] = useState('')
  const [expiry, setExpiry] = useState<keyof typeof EXPIRIES>('in 90 days')
  const sendsOnly = scopes.length === 1 && scopes[0] === 'ingest'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wish: KeyWish = { name: name.trim(), scopes }
    if (sendsOnly && sender === 'one device') wish.device = device
    if (sendsOnly && sender === 'devices that begin with') wish.prefix = device
    const expires = EXPIRIES[expiry]
    if (expires !== undefined) wish.expires = expires
    make.mutate(wish, {
      onSuccess: (made) => {
        onMade(made)
        setName('')
        setDevice('')
      },
    })
  }
  return (
    <form className={css.form} onSubmit={submit} aria-label="A new key">
      <label>
        <span>Name</span>
        <input value={name} maxLength={256} onChange={(event) => setName(event.currentTarget.value)} />
      </label>
      <ScopeBoxes scopes={scopes} onChange={setScopes} />
      {sendsOnly && (
        <div className={css.line}>
          <Select
            label="Writes as"
            value={sender}
            options={SENDERS}
            onChange={(word) => setSender(word as Sender)}
          />
          {sender !== 'any device' && (
            <input
              aria-label={sender === 'one device' ? 'Device' : 'Beginning of the ids'}
              value={device}
              maxLength={256}
              onChange={(event) => setDevice(event.currentTarget.value)}
            />
          )}
        </div>
      )}
      <label className={css.line}>
        <span>Expires</span>
        <Select
          label="Expires"
          value={expiry}
          options={Object.keys(EXPIRIES)}
          onChange={(word) => setExpiry(word as keyof typeof EXPIRIES)}
        />
      </label>
      <Refusal error={make.error} />
      <PlainButton type="submit" disabled={make.isPending || name.trim() === '' || scopes.length === 0}>
        Make the key
      </PlainButton>
    </form>
  )
}

function ScopeBoxes({ scopes, onChange }: { scopes: Scope[]; onChange: (scopes: Scope[]) => void }) {
  const toggle = (scope: Scope) =>
    onChange(SCOPES.filter((one) => (one === scope ? !scopes.includes(one) : scopes.includes(one))))
  return (
    <fieldset className={css.scopes}>
      <legend>May</legend>
      {SCOPES.map((scope) => (
        <label key={scope}>
          <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
          <b>{scope}</b> {SCOPE_WORDS[scope]}
        </label>
      ))}
    </fieldset>
  )
}
