import { useMay, useWho } from '../../api/get-session'
import { Panel } from '../../components/panel'
import { PlainButton } from '../../components/plain-button'
import { lackOf } from '../../components/scope-note'
import { useAsOf } from '../../lib/use-as-of'
import css from './quality.module.css'
import { RejectSamples } from './reject-samples'

interface Props {
  reason: string | undefined
  isTaking: boolean
  onTake: () => void
}

/** The records refused for a reason, and the way to take them again. */
export function Rejects({ reason, isTaking, onTake }: Props) {
  const isPast = useAsOf() !== undefined
  const may = useMay('admin') === true && !isPast
  const again = may && (
    <PlainButton aria-expanded={isTaking} onClick={onTake}>
      Take again…
    </PlainButton>
  )
  return (
    <Panel title="Rejects" note={reason ?? 'of every reason'} aside={again} flush>
      <div className={css.rejectsPanel}>
        <RejectSamples reason={reason} />
        {!isPast && <NotForAll />}
      </div>
    </Panel>
  )
}

// Who may not take them again is told why there is no button.
function NotForAll() {
  const who = useWho().data
  if (who === undefined || who.scopes.includes('admin')) return null
  return <p className={css.lack}>To take rejects again is not for you. {lackOf(who, 'admin')}</p>
}
