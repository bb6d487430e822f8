import { type Reject, useRejectPages } from '../../api/get-rejects'
import { Answer } from '../../components/answer'
import { DeviceLink } from '../../components/device-link'
import { LongList } from '../../components/long-list'
import { MissingNote, missingOf } from '../../components/missing-note'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import css from './quality.module.css'

const ROW_HEIGHT = 118 // as the style sheet has it

export function RejectSamples({ reason }: { reason: string | undefined }) {
  const reading = useRejectPages(reason)
  return (
    <Answer query={reading} rows={6}>
      {({ pages }) => {
        const list = pages.flatMap(({ rejects }) => rejects)
        const missing = missingOf(pages)
        return (
          <div className={css.samples}>
            <MissingNote missing={missing} />
            {list.length === 0 && !missing && (
              <StateNote title="No record was refused">What is refused is kept with its bytes.</StateNote>
            )}
            {list.length > 0 && (
              <LongList
                label="Records that were refused"
                list={list}
                keyOf={({ receipt }) => receipt}
                rowHeight={ROW_HEIGHT}
                draw={(reject) => <Sample reject={reject} />}
                reading={reading}
              />
            )}
          </div>
        )
      }}
    </Answer>
  )
}

function Sample({ reject }: { reject: Reject }) {
  return (
    <div className={css.reject}>
      <div className={css.rejectHead}>
        <b>{reject.reason}</b>
        {reject.field && (
          <span className={css.rejectField} title={[reject.field, reject.value ?? []].flat().join(' = ')}>
            {reject.field}
            {reject.value !== null && (
              <>
                {' = '}
                <code>{reject.value}</code>
              </>
            )}
          </span>
        )}
        {reject.device_id && <DeviceLink device={reject.device_id} />}
        <time>{moment(reject.ingest_time)}</time>
      </div>
      <pre className={css.bytes} tabIndex={0} role="group" aria-label="Its bytes">
        {reject.bytes ?? reject.bytes_base64 ?? 'its bytes have expired'}
      </pre>
    </div>
  )
}
