import { type FormEvent, useEffect, useState } from 'react'
import { useSchemas } from '../../api/get-schemas'
import { type RedriveReport, usePreviewRedrive, useRedrive } from '../../api/post-redrive'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import { Refusal } from '../../components/refusal'
import { OnlyWith } from '../../components/scope-note'
import { Select } from '../../components/select'
import { StateNote } from '../../components/state-note'
import { SureButton } from '../../components/sure-button'
import { useAsOf } from '../../lib/use-as-of'
import { conditionOf, type Which } from './condition'
import { Narrow } from './narrow'
import css from './quality.module.css'
import { RedriveChanges, RedriveDone } from './redrive-report'

interface Wish {
  /** SQL over the view `rejects`. */
  where: string
  /** Under which schema; nothing: their own. */
  schema: string | undefined
}
interface Props extends Wish {
  reason: string | undefined
  onChange: (some: Partial<Wish>) => void
  onClose: () => void
}

/** Takes rejects again under a newer schema: first it is shown what would become of them. */
export function Redrive({ onClose, ...questions }: Props) {
  const isPast = useAsOf() !== undefined
  const close = <PlainButton onClick={onClose}>Close</PlainButton>
  return (
    <Panel title="Take rejects again" note="after their schema was mended" aside={close}>
      {isPast ? (
        <StateNote title="In the past nothing is taken again">Go back to now first.</StateNote>
      ) : (
        <OnlyWith scope="admin" title="To take rejects again is not for you">
          <Questions key={questions.reason} {...questions} />
        </OnlyWith>
      )}
    </Panel>
  )
}

function Questions({ reason, where: asked, schema, onChange }: Omit<Props, 'onClose'>) {
  const [where, setWhere] = useState(asked)
  useEffect(() => setWhere(asked), [asked])
  const [which, setWhich] = useState<Which>({ reason })
  const preview = usePreviewRedrive()
  const redrive = useRedrive()
  const wish = { where, ...(schema === undefined ? {} : { schema }) }
  // What was shown is of the wish it was shown for.
  const isShown = preview.data && preview.variables?.where === where && preview.variables.schema === schema
  const narrow = (some: Which) => {
    const next = { ...which, ...some }
    setWhich(next)
    setWhere(conditionOf(next))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    redrive.reset()
    preview.mutate(wish)
    onChange({ where })
  }
  return (
    <form className={css.redrive} onSubmit={submit} aria-label="Take rejects again">
      <Narrow which={which} onNarrow={narrow} />
      <label>
        <span>Which: a condition over the view rejects</span>
        <textarea rows={2} value={where} spellCheck={false} onChange={(event) => setWhere(event.currentTarget.value)} />
      </label>
      <div className={css.redriveActs}>
        <UnderSchema schema={schema} onChange={(name) => onChange({ schema: name })} />
        <PlainButton type="submit" disabled={preview.isPending || where.trim() === ''}>
          {preview.isPending ? 'Looking' : 'Preview'}
        </PlainButton>
        {isShown && redrive.data === undefined && hasChanges(preview.data) && (
          <SureButton
            label="Take them again"
            sure="Take them again for good"
            isBusy={redrive.isPending}
            onSure={() => redrive.mutate(wish)}
          >
            {redrive.isPending ? 'Taking them' : 'Take them again'}
          </SureButton>
        )}
      </div>
      <Refusal error={preview.error ?? redrive.error} />
      {redrive.data ? <RedriveDone report={redrive.data} /> : isShown && <RedriveChanges report={preview.data} />}
    </form>
  )
}

const hasChanges = ({ changes = [] }: RedriveReport) => changes.length > 0

interface UnderSchemaProps {
  schema: string | undefined
  onChange: (schema: string | undefined) => void
}
const THEIR_OWN = 'under their own schema'

function UnderSchema({ schema, onChange }: UnderSchemaProps) {
  const known = useSchemas().data?.schemas.map(({ name }) => name) ?? []
  const names = [...new Set(schema === undefined ? known : [...known, schema])]
  const wordsOf = (name: string) => `under ${name}`
  return (
    <Select
      label="Schema"
      value={schema === undefined ? THEIR_OWN : wordsOf(schema)}
      options={[THEIR_OWN, ...names.map(wordsOf)]}
      onChange={(words) => onChange(names.find((name) => wordsOf(name) === words))}
    />
  )
}
