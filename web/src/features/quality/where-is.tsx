import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { RECEIPT, type RecordFate, useReceipt } from '../../api/get-receipt'
import { Answer } from '../../components/answer'
import { DeviceLink } from '../../components/device-link'
import { Panel } from '../../components/panel'
import { count, moment, score } from '../../lib/format'
import css from './quality.module.css'

interface Props {
  receipt: string | undefined
  onAsk: (receipt: string | undefined) => void
}

/** Where is this record? By the receipt that its sender was given. */
export function WhereIs({ receipt, onAsk }: Props) {
  const [text, setText] = useState(receipt ?? '')
  useEffect(() => setText(receipt ?? ''), [receipt])
  const isReceipt = RECEIPT.test(text.trim())
  const asked = receipt !== undefined && RECEIPT.test(receipt) ? receipt : undefined
  const fate = useReceipt(asked)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    onAsk(isReceipt ? text.trim() : undefined)
  }
  return (
    <Panel title="Where is a record?" note="by its receipt: log:offset:index, as its sender was told">
      <form className={css.ask} onSubmit={ask}>
        <TextInput
          size="xs"
          aria-label="Receipt"
          placeholder="1:1333653:0"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" disabled={!isReceipt}>
          Find it
        </Button>
      </form>
      {text.trim() !== '' && !isReceipt && (
        <p className={css.noReceipt} role={text === receipt ? 'alert' : undefined}>
          This is no receipt: a receipt is three numbers with colons between, such as 1:1333653:0.
        </p>
      )}
      {asked !== undefined && (
        <Answer query={fate} rows={3}>
          {(found) => <Fate fate={found} />}
        </Answer>
      )}
    </Panel>
  )
}

function Fate({ fate }: { fate: RecordFate }) {
  return (
    <>
      <dl className={css.facts}>
        <dt>Became</dt>
        <dd>
          <b>{fate.disposition.replace('_', ' ')}</b>
          {fate.reason && `: ${fate.reason}`} {fate.field && `(${fate.field} = ${fate.value})`}
          {fate.first_receipt && ` of ${fate.first_receipt}`}
          {fate.late && ', late'}
        </dd>
        <dt>Device</dt>
        <dd>
          <DeviceLink device={fate.device_id} />
        </dd>
        <dt>Measured</dt>
        <dd>{moment(fate.event_time)}</dd>
        {fate.disposition === 'stored' && (
          <>
            <dt>Score</dt>
            <dd>
              {score(fate.score)} {fate.is_anomaly && '(unusual)'}
            </dd>
          </>
        )}
        <dt>Came by</dt>
        <dd>{fate.log_name ?? `log ${fate.log}`}</dd>
        <dt>Commit</dt>
        <dd>{count(fate.commit)}</dd>
        <dt>Lies in</dt>
        <dd className={css.files}>{fate.files.join('\n') || 'no file any more'}</dd>
      </dl>
      <pre className={css.bytes}>{fate.bytes ?? fate.bytes_base64 ?? 'its bytes have expired'}</pre>
    </>
  )
}
