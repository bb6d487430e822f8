import { DataTable } from '../../components/data-table'
import { count, latency } from '../../lib/format'
import { type Bucket, countOf, quantileOf } from '../../lib/histogram'
import type { Counted } from './counted'
import css from './platform.module.css'

interface Stage {
  name: string
  metric: string
  what: string
  isOfServer?: boolean
}
const STAGES: readonly Stage[] = [
  {
    name: 'Answer',
    metric: 'telltale_serve_request_seconds',
    what: 'from a whole request to its answer, of all routes',
    isOfServer: true,
  },
  {
    name: 'Acknowledgement',
    metric: 'telltale_serve_ack_seconds',
    what: 'from a whole request with records to its acknowledgement',
  },
  {
    name: 'Journal',
    metric: 'telltale_journal_sync_seconds',
    what: 'writing and syncing one group of requests',
  },
  {
    name: 'Commit',
    metric: 'telltale_store_commit_seconds',
    what: 'settling, writing and syncing one commit of records',
  },
  {
    name: 'Receipt to commit',
    metric: 'telltale_store_receipt_to_commit_seconds',
    what: 'from a record’s receipt to the commit that holds it',
  },
  {
    name: 'Measurement to commit',
    metric: 'telltale_store_event_to_commit_seconds',
    what: 'from the newest measurement to the commit that holds it',
  },
  {
    name: 'Upkeep',
    metric: 'telltale_app_upkeep_seconds',
    what: 'one step that merges, sums or lets go',
  },
]

export function LatencyTable({ counted, lake }: { counted: Counted; lake: string }) {
  return (
    <DataTable label="Latency by stage, a table">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" data-number>Median</th>
          <th scope="col" data-number>99 of 100</th>
          <th scope="col" data-number>Times</th>
        </tr>
      </thead>
      <tbody>
        {STAGES.map(({ name, metric, what, isOfServer }) => (
          <tr key={metric}>
            <td>
              {name}
              <div className={css.meaning}>{what}</div>
            </td>
            <LatencyCells buckets={counted.buckets(metric, isOfServer ? {} : { lake })} />
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Half were faster than the first, all but one of a hundred than the second; and how many. */
function LatencyCells({ buckets }: { buckets: Bucket[] }) {
  const times = countOf(buckets)
  return (
    <>
      <LatencyCell buckets={buckets} share={0.5} />
      <LatencyCell buckets={buckets} share={0.99} />
      <td data-number data-none={times === 0 || undefined}>
        {count(times)}
      </td>
    </>
  )
}

export function LatencyCell({ buckets, share }: { buckets: Bucket[]; share: number }) {
  const found = quantileOf(buckets, share)
  return (
    <td data-number data-none={!found || undefined}>
      {found?.isBeyond && '> '}
      {latency(found?.value)}
    </td>
  )
}
