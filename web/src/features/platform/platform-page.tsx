import { useMetrics } from '../../api/get-metrics'
import { lakeOf, type LakeStatus, useStatus } from '../../api/get-status'
import { Age } from '../../components/age'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { Panel } from '../../components/panel'
import { Select } from '../../components/select'
import type { MetricsHistory } from '../../lib/metrics-history'
import { useAddress } from '../../lib/use-address'
import { useLake } from '../../lib/use-lake'
import { Counted, type Since, SINCE_WORDS, SINCES } from './counted'
import { Health } from './health'
import { LatencyTable } from './latency-table'
import { NewestCommits } from './newest-commits'
import css from './platform.module.css'
import { Lanes, Resources } from './resources'
import { RouteTable } from './route-table'
import { Storage } from './storage'
import { Throughput } from './throughput'
import { TroubleTable } from './trouble-table'
import { watching } from './watched'

export interface PlatformSearch {
  since?: Since
}

export function PlatformPage() {
  const { data: status } = useStatus()
  const lake = lakeOf(status, useLake())
  const [{ since = 'start' }, change] = useAddress<PlatformSearch>()
  if (!status || !lake) return null
  const tools = (
    <Select
      label="Counted"
      value={SINCE_WORDS[since]}
      options={SINCES.map((one) => SINCE_WORDS[one])}
      onChange={(words) => change({ since: SINCES.find((one) => SINCE_WORDS[one] === words) })}
    />
  )
  const note = (
    <>
      version {status.version}, up for <Age time={status.started} />
    </>
  )
  return (
    <Page title="Platform" note={note} tools={tools}>
      <Body lake={lake} since={since} />
    </Page>
  )
}

function Body({ lake, since }: { lake: LakeStatus; since: Since }) {
  const metrics = useMetrics(lake.name, watching(lake.name))
  return (
    <>
      <Answer query={metrics} rows={3}>
        {(history) => <Throughput history={history} />}
      </Answer>
      <div className={css.thirds}>
        <Health lake={lake} />
        <Panel title="Resources" note="of the server">
          <Answer query={metrics}>
            {(history) => <Resources history={history} lake={lake.name} />}
          </Answer>
        </Panel>
        <Panel title="Lanes" note="the way to a commit">
          <Answer query={metrics}>{(history) => <Lanes history={history} lake={lake.name} />}</Answer>
        </Panel>
      </div>
      {metrics.data && <Counts history={metrics.data} lake={lake.name} since={since} />}
      <div className={css.halves}>
        <Panel title="Newest commits" flush>
          <NewestCommits commits={lake.commits} />
        </Panel>
        <Storage lake={lake} />
      </div>
    </>
  )
}

interface CountsProps {
  history: MetricsHistory
  lake: string
  since: Since
}

function Counts({ history, lake, since }: CountsProps) {
  const counted = new Counted(history, since)
  const words = SINCE_WORDS[since]
  return (
    <>
      <div className={css.halves}>
        <Panel title="Latency by stage" note={`${words}, estimated from buckets`} flush>
          <LatencyTable counted={counted} lake={lake} />
        </Panel>
        <Panel title="Errors and refusals" note={words} flush>
          <TroubleTable counted={counted} lake={lake} />
        </Panel>
      </div>
      <RouteTable counted={counted} note={words} />
    </>
  )
}
