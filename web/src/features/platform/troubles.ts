import type { Labels } from '../../lib/prometheus-text'

/** What is counted when something is refused or fails. */
export interface Trouble {
  name: string
  what: string
  metric: string
  where?: Labels
  isOfServer: boolean
  /** It should never be. */
  isBad: boolean
}
type Row = [name: string, what: string, metric: string, where?: Labels]

const FAILURES_OF_SERVER: Row[] = [
  ['Answers 5xx', 'the server could not', 'serve_requests_total', { status: '5xx' }],
  ['Connections refused', 'there were too many', 'serve_connections_refused_total'],
  ['Keys out of reach', 'their store could not be read', 'app_keys_unread_total'],
  ['Standstills', 'of the thread that answers', 'app_loop_stuck_total'],
]
const FAILURES_OF_LAKE: Row[] = [
  ['Journal refusals', 'requests it could not write', 'journal_frames_refused_total'],
  ['Mendings', 'tries to go on after an error', 'app_mendings_total'],
  ['Downs', 'the lake gave up', 'app_lake_downs_total'],
  ['Disk nearly full', 'requests began to be refused', 'app_disk_low_total'],
  ['Upkeep failures', 'steps that failed', 'app_upkeep_failures_total'],
]
const REFUSALS_OF_SERVER: Row[] = [
  ['Answers 4xx', 'the request was refused', 'serve_requests_total', { status: '4xx' }],
  ['Requests malformed', 'no HTTP, or unclear', 'serve_requests_malformed_total'],
  ['Clients too slow', 'their connection was closed', 'serve_timeouts_total'],
  ['Log lines left out', 'nobody took them fast enough', 'base_log_lines_dropped_total'],
]
const REFUSALS_OF_LAKE: Row[] = [
  ['Records rejected', 'kept with the reason', 'store_records_total', { disposition: 'rejected' }],
  ['Gaps told', 'to live streams', 'serve_live_gaps_total'],
]

export const TROUBLES: readonly Trouble[] = [
  ...troublesOf(REFUSALS_OF_LAKE, false, false),
  ...troublesOf(REFUSALS_OF_SERVER, true, false),
  ...troublesOf(FAILURES_OF_SERVER, true, true),
  ...troublesOf(FAILURES_OF_LAKE, false, true),
]

function troublesOf(rows: Row[], isOfServer: boolean, isBad: boolean): Trouble[] {
  return rows.map(([name, what, metric, where = {}]) => {
    return { name, what, metric: `telltale_${metric}`, where, isOfServer, isBad }
  })
}
