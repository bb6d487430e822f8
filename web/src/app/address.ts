// What the address may carry, page by page; anything else in it is left out.
import { ANOMALY_KINDS, ANOMALY_STATES } from '../api/get-anomalies'
import { type AnomaliesSearch, SUMMARIES } from '../features/anomalies/anomalies-search'
import { ACTS } from '../api/get-audit'
import { DEVICE_STATES } from '../api/get-devices'
import { exploreSearch } from '../components/charts/explore-address'
import type { AuditSearch } from '../features/audit/audit-search'
import { type BoardsSearch, EVERY_MINUTES } from '../features/boards/boards-search'
import type { DevicesSearch } from '../features/devices/devices-page'
import { type DeviceSearch, SPANS, type Span } from '../features/devices/time-window'
import type { BooksSearch } from '../features/overview/exceptions'
import type { MapSearch } from '../features/overview/map/map-search'
import { viewFrom } from '../features/overview/map/projection'
import { SINCES } from '../features/platform/counted'
import type { PlatformSearch } from '../features/platform/platform-page'
import type { QualitySearch } from '../features/quality/quality-page'
import { QUALITY_SPANS, type QualitySpan, VIEWS } from '../features/quality/spans'
import { RESULT_VIEWS, type SqlSearch } from '../features/sql/sql-search'
import type { UsersSearch } from '../features/users/users-search'
import { isOneOf } from '../lib/is-one-of'
import { only, type Search, textOf, timeOf } from '../lib/read-address'

/** What every page's address may say: whose data, and as of when. */
export interface LakeSearch {
  lake?: string
  /** A commit's number, or a moment. */
  as_of?: number | string
}
export const lakeSearch = ({ lake, as_of: asOf }: Search) =>
  only<LakeSearch>({
    lake: textOf(lake),
    as_of: Number.isSafeInteger(asOf) ? (asOf as number) : textOf(asOf),
  })

const tableOf = (word: unknown) => (word === 'table' ? word : undefined)

export const anomaliesSearch = (search: Search): AnomaliesSearch => {
  const { kind, score_min: least, status, summary } = search
  return only<AnomaliesSearch>({
    kind: isOneOf(ANOMALY_KINDS, kind) ? kind : undefined,
    score_min: typeof least === 'number' && least >= 0 && least <= 1 ? least : undefined,
    status: isOneOf(ANOMALY_STATES, status) ? status : undefined,
    device: textOf(search.device),
    signal: textOf(search.signal),
    from: timeOf(search.from),
    to: timeOf(search.to),
    summary: isOneOf(SUMMARIES, summary) ? summary : undefined,
    charts: tableOf(search.charts),
    open: textOf(search.open),
  })
}

type OverviewSearch = AnomaliesSearch & MapSearch & BooksSearch

export const overviewSearch = ({ map, table, books, ...search }: Search): OverviewSearch => ({
  ...anomaliesSearch(search),
  ...only<MapSearch & BooksSearch>({
    map: viewFrom(textOf(map)) ? textOf(map) : undefined,
    table: table === true ? true : undefined,
    books: tableOf(books),
  }),
})

export const devicesSearch = ({ search, state }: Search): DevicesSearch =>
  only<DevicesSearch>({
    search: textOf(search),
    state: isOneOf(DEVICE_STATES, state) ? state : undefined,
  })

export const deviceSearch = ({ span, from, to, beside, charts }: Search): DeviceSearch =>
  only<DeviceSearch>({
    span: isOneOf(Object.keys(SPANS), span) ? (span as Span) : undefined,
    from: timeOf(from),
    to: timeOf(to),
    beside: textOf(beside),
    charts: tableOf(charts),
  })

export { exploreSearch }

export const boardsSearch = ({ open, board, every }: Search): BoardsSearch =>
  only<BoardsSearch>({
    open: textOf(open),
    board: textOf(board),
    every: EVERY_MINUTES.find((minutes) => minutes === every),
  })

export const qualitySearch = ({ receipt, reason, span, view, log, redrive, schema }: Search): QualitySearch =>
  only<QualitySearch>({
    receipt: textOf(receipt),
    reason: textOf(reason),
    span: isOneOf(Object.keys(QUALITY_SPANS), span) ? (span as QualitySpan) : undefined,
    view: isOneOf(VIEWS, view) ? view : undefined,
    log: Number.isSafeInteger(log) ? (log as number) : undefined,
    redrive: redrive === true ? 'true' : textOf(redrive), // a condition of one word was read as it
    schema: textOf(schema),
  })

export const sqlSearch = ({ q, view }: Search): SqlSearch =>
  only<SqlSearch>({ q: textOf(q), view: isOneOf(RESULT_VIEWS, view) ? view : undefined })

export const platformSearch = ({ since }: Search): PlatformSearch =>
  only<PlatformSearch>({ since: isOneOf(SINCES, since) ? since : undefined })

export const usersSearch = ({ open }: Search): UsersSearch => only<UsersSearch>({ open: textOf(open) })

export const auditSearch = ({ act }: Search): AuditSearch =>
  only<AuditSearch>({ act: isOneOf(ACTS, act) ? act : undefined })
