import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Table, useCatalog } from '../../api/get-catalog'
import { Answer } from '../../components/answer'
import type { Change, ExploreSearch, TimeWindow } from '../../components/charts/choice'
import { groundOf, useExtent } from '../../components/charts/extent'
import { chosenGroups, chosenSignals, columnsOf } from '../../components/charts/lake-columns'
import { View } from '../../components/charts/view'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { Controls } from './controls'

export function ExplorePage() {
  const [search, change] = useAddress<ExploreSearch>({ hasSteps: true })
  const [turn, setTurn] = useState(0)
  const catalog = useCatalog()
  const extent = useExtent(turn)
  const window = extent.data ? groundOf(search, extent.data).window : null
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
        {({ tables }) => <Known {...{ tables, search, window, change, turn }} />}
      </Answer>
    </Page>
  )
}

interface KnownProps {
  tables: Table[]
  search: ExploreSearch
  window: TimeWindow | null
  change: Change
  turn: number
}

function Known({ tables, search, window, change, turn }: KnownProps) {
  const columns = columnsOf(tables)
  const signals = chosenSignals(columns, search.signals)
  if (signals.length === 0)
    return <StateNote title="There are no signals">A schema with numbers that are measured brings some.</StateNote>
  const chosen = signals.map(({ name }) => name)
  const by = chosenGroups(columns, search.by)
  return (
    <>
      <Controls {...{ search, columns, chosen, by, window, change }} />
      <View {...{ search, signals, by, change, turn }} />
    </>
  )
}

function spanText({ from_ms, to_ms }: TimeWindow): string {
  const text = (time_ms: number) => moment(new Date(time_ms).toISOString(), { hasYear: true })
  return `${text(from_ms)} to ${text(to_ms)}`
}
