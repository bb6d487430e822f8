import { bytes, count, duration, MISSING, number } from '../../lib/format'
import { levelsOf, type MetricsHistory, rateOf, ratesOf } from '../../lib/metrics-history'
import { valueOf } from '../../lib/prometheus-text'
import { type Fact, FactList } from './fact-list'

interface Props {
  history: MetricsHistory
  lake: string
}

export function Resources({ history, lake }: Props) {
  const { metrics } = history.newest
  const ofServer = (name: string) => valueOf(metrics, name)
  const ofLake = (name: string) => valueOf(metrics, `telltale_${name}`, { lake })
  const [files, filesMax] = [ofServer('process_open_fds'), ofServer('process_max_fds')]
  const left = ofLake('app_disk_left_seconds')
  const facts: Fact[] = [
    {
      name: 'Memory',
      value: bytes(ofServer('process_resident_memory_bytes')),
      trend: levelsOf(history.points, 'memory'),
    },
    {
      name: 'Processor',
      value: number(rateOf(history.points, 'processor'), 2),
      hint: `cores, ${count(ofServer('process_threads'))} threads`,
      trend: ratesOf(history.points, 'processor'),
    },
    {
      name: 'Open files',
      value: count(files),
      hint: `of ${count(filesMax)}`,
      share: partOf(files, filesMax),
    },
    {
      name: 'Disk free',
      value: bytes(ofLake('app_disk_free_bytes')),
      hint: `below ${bytes(ofLake('app_disk_reserve_bytes'))} records are refused`,
    },
    {
      name: 'Disk lasts',
      value: left === undefined ? MISSING : duration(left),
      hint: left === undefined ? 'not known before the lake has grown for a while' : 'as things go',
    },
    {
      name: 'Connections',
      value: count(ofServer('telltale_serve_connections')),
      hint: `${count(ofLake('serve_live_clients'))} of them for what is live`,
    },
  ]
  return <FactList facts={facts} />
}

export function Lanes({ history, lake }: Props) {
  const { metrics } = history.newest
  const ofLake = (name: string) => valueOf(metrics, `telltale_${name}`, { lake })
  const [backlog, backlogMax] = [ofLake('journal_backlog_bytes'), ofLake('journal_backlog_limit_bytes')]
  const rate = (name: string) => number(rateOf(history.points, name), 1)
  const facts: Fact[] = [
    { name: 'Not yet durable', value: bytes(ofLake('journal_waiting_bytes')), hint: 'of requests' },
    {
      name: 'Not yet committed',
      value: bytes(backlog),
      hint: `of ${bytes(backlogMax)}, then requests wait`,
      share: partOf(backlog, backlogMax),
    },
    { name: 'Lanes', value: count(ofLake('pipeline_lanes')), hint: 'threads share out the devices' },
    {
      name: 'Through all lanes',
      value: rate('judged'),
      hint: `records in ${rate('batches')} batches a second`,
      trend: ratesOf(history.points, 'judged'),
    },
    {
      name: 'Anomalies found',
      value: count(ofLake('pipeline_anomalies_total')),
      hint: 'since the start',
    },
  ]
  return <FactList facts={facts} />
}

function partOf(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || !whole ? undefined : Math.min(1, part / whole)
}
