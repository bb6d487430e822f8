import { type Reject, useRejects } from '../../api/get-rejects'
import { Answer } from '../../components/answer'
import { DeviceLink } from '../../components/device-link'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import css from './quality.module.css'

export function RejectSamples({ reason }: { reason: string | undefined }) {
  const rejects = useRejects(reason)
  return (
    <Answer query={rejects} rows={6}>
      {({ rejects: list, next }) =>
        list.length === 0 ? (
          <StateNote title="No record was refused">What is refused is kept with its bytes.</StateNote>
        ) : (
          <ol className={css.rejects} tabIndex={0} aria-label="Records that were refused">
            {list.map((reject) => (
              <Sample key={reject.receipt} reject={reject} />
            ))}
            {next && <li className={css.cut}>The first {list.length}; there are more.</li>}
          </ol>
        )
      }
    </Answer>
  )
}

function Sample({ reject }: { reject: Reject }) {
  return (
    <li>
      <div className={css.rejectHead}>
        <b>{reject.reason}</b>
        {reject.field && (
          <span>
            {reject.field} = <code>{reject.value}</code>
          </span>
        )}
        {reject.device_id && <DeviceLink device={reject.device_id} />}
        <time>{moment(reject.ingest_time)}</time>
      </div>
      <pre className={css.bytes}>{reject.bytes ?? reject.bytes_base64 ?? 'its bytes have expired'}</pre>
    </li>
  )
}
