import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type Table, useCatalog } from '../../api/get-catalog'
import { type QueryRows, useQueryRows } from '../../api/post-query'
import { Answer } from '../../components/answer'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { Calendar } from './calendar'
import { BY_DEVICE, type Choice, type ExploreSearch, type Extent, isLong, SIGNALS_MAX, type TimeWindow, windowOf } from './choice'
import { type Change, Controls } from './controls'
import { Correlation } from './correlation'
import { Distribution } from './distribution'
import { columnsOf, type LakeColumns, type Signal } from './lake-columns'
import { OverTime } from './over-time'
import { EXTENT_SQL } from './questions'
import { addressOf } from './time-choice'

export function ExplorePage() {
  const [search, change] = useAddress<ExploreSearch>({ hasSteps: true })
  const [turn, setTurn] = useState(0)
  const catalog = useCatalog()
  const extent = useQueryRows(EXTENT_SQL, turn)
  const window = extent.data ? windowOf(search, extentOf(extent.data)) : null
  const tools = (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => change({ table: search.table ? undefined : true })}
      >
        {search.table ? 'Show pictures' : 'Show numbers'}
      </Button>
      <Button size="xs" variant="default" onClick={() => setTurn(turn + 1)}>
        Ask again
      </Button>
    </>
  )
  return (
    <Page title="Explore" note={window && spanText(window)} tools={tools}>
      <Answer query={catalog} rows={4}>
        {({ tables }) => (
          <Known {...{ tables, search, window, change }}>
            {(signals, by) => (
              <Answer query={extent} rows={8}>
                {({ rows }) =>
                  window ? (
                    <View {...{ search, signals, by, window, interval_s: Number(rows[0]?.[2] ?? 0), change, turn }} />
                  ) : (
                    <StateNote title="There are no readings yet">Send records first.</StateNote>
                  )
                }
              </Answer>
            )}
          </Known>
        )}
      </Answer>
    </Page>
  )
}

interface KnownProps {
  tables: Table[]
  search: ExploreSearch
  window: TimeWindow | null
  change: Change
  children: (signals: Signal[], by: string | undefined) => ReactNode
}

function Known({ tables, search, window, change, children }: KnownProps) {
  const columns = columnsOf(tables)
  const signals = chosenOf(columns, search.signals)
  if (signals.length === 0)
    return <StateNote title="There are no signals">A schema with numbers that are measured brings some.</StateNote>
  const chosen = signals.map(({ name }) => name)
  const by = [BY_DEVICE, ...columns.attributes].find((name) => name === search.by)
  return (
    <>
      <Controls {...{ search, columns, chosen, by, window, change }} />
      {children(signals, by)}
    </>
  )
}

// In the order in which they were chosen; the lake's first where none is.
function chosenOf({ signals }: LakeColumns, names: string[] = []): Signal[] {
  const chosen = names.flatMap((name) => signals.filter((signal) => signal.name === name))
  return chosen.length > 0 ? chosen.slice(0, SIGNALS_MAX) : signals.slice(0, 1)
}

interface ViewProps {
  search: ExploreSearch
  signals: Signal[]
  by: string | undefined
  window: TimeWindow
  interval_s: number
  change: Change
  turn: number
}

function View({ search, signals, by, window, interval_s, change, turn }: ViewProps) {
  const devices = search.devices ?? []
  const choice: Choice = { devices, by, window, sums: isLong(window), interval_s }
  const asking = { turn, isTable: search.table === true, choice }
  const groups = { only: search.only, onOnly: (only: string | undefined) => change({ only }) }
  const onWindow = (chosen: TimeWindow | null) =>
    change(chosen ? addressOf(chosen) : { from: undefined, to: undefined })
  if (search.view === 'correlation') return <Correlation signals={signals} {...asking} />
  return signals.map((signal) => {
    if (search.view === 'distribution')
      return <Distribution key={signal.name} signal={signal} {...groups} {...asking} />
    if (search.view === 'calendar') return <Calendar key={signal.name} signal={signal} {...asking} />
    return <OverTime key={signal.name} signal={signal} onWindow={onWindow} {...groups} {...asking} />
  })
}

function extentOf({ rows }: QueryRows): Extent {
  const [first, last] = rows[0] ?? []
  if (!first || !last) return null
  return { from_ms: Date.parse(String(first)), to_ms: Date.parse(String(last)) }
}

function spanText({ from_ms, to_ms }: TimeWindow): string {
  const text = (time_ms: number) => moment(new Date(time_ms).toISOString(), { hasYear: true })
  return `${text(from_ms)} to ${text(to_ms)}`
}
