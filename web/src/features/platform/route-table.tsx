import { DataTable } from '../../components/data-table'
import { Panel } from '../../components/panel'
import { count } from '../../lib/format'
import type { Counted } from './counted'
import { LatencyCell } from './latency-table'
import css from './platform.module.css'

const SHOWN = 10
const REQUESTS = 'telltale_serve_requests_total'

/** The server's answers by route, the busiest first. */
export function RouteTable({ counted, note }: { counted: Counted; note: string }) {
  const routes = routesOf(counted)
  const cut = routes.length > SHOWN ? `, the busiest ${SHOWN} of ${routes.length} routes` : ''
  return (
    <Panel title="Answers by route" note={`${note}${cut}`} flush>
      <DataTable label="Answers by route, a table">
        <thead>
          <tr>
            <th scope="col">Route</th>
            <th scope="col" data-number>Answers</th>
            <th scope="col" data-number>4xx</th>
            <th scope="col" data-number>5xx</th>
            <th scope="col" data-number>Median</th>
            <th scope="col" data-number>99 of 100</th>
          </tr>
        </thead>
        <tbody>
          {routes.slice(0, SHOWN).map((row) => (
            <Row key={row.route} counted={counted} {...row} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  )
}

function Row({ counted, route, answers }: { counted: Counted; route: string; answers: number }) {
  const refused = counted.count(REQUESTS, { route, status: '4xx' })
  const failed = counted.count(REQUESTS, { route, status: '5xx' })
  const buckets = counted.buckets('telltale_serve_request_seconds', { route })
  return (
    <tr>
      <td data-mono className={css.name}>{route}</td>
      <td data-number>{count(answers)}</td>
      <td data-number data-none={!refused || undefined}>{count(refused)}</td>
      <td data-number data-none={!failed || undefined} data-bad={!!failed || undefined}>
        {count(failed)}
      </td>
      <LatencyCell buckets={buckets} share={0.5} />
      <LatencyCell buckets={buckets} share={0.99} />
    </tr>
  )
}

function routesOf(counted: Counted): { route: string; answers: number }[] {
  const names = new Set((counted.metrics.get(REQUESTS) ?? []).map(({ labels }) => labels.route ?? ''))
  return [...names]
    .map((route) => ({ route, answers: counted.count(REQUESTS, { route }) ?? 0 }))
    .filter(({ answers }) => answers > 0)
    .sort((a, b) => b.answers - a.answers || a.route.localeCompare(b.route))
}
