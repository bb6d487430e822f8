import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { type Table, useCatalog } from '../../api/get-catalog'
import { Answer } from '../../components/answer'
import type { Change, ExploreSearch, TimeWindow } from '../../components/charts/choice'
import { exploreSearch } from '../../components/charts/explore-address'
import { groundOf, useExtent } from '../../components/charts/extent'
import { chosenGroups, chosenSignals, columnsOf } from '../../components/charts/lake-columns'
import { View } from '../../components/charts/view'
import { Page } from '../../components/page'
import { StateNote } from '../../components/state-note'
import { moment } from '../../lib/format'
import { useAddress } from '../../lib/use-address'
import { Controls } from './controls'
import { KeepOnBoard } from './keep-on-board'
import { titleOf } from './view-title'

export function ExplorePage() {
  const [search, change] = useAddress<ExploreSearch>()
  const [turn, setTurn] = useState(0)
  const [isKeeping, setKeeping] = useState(false)
  const keepButton = useRef<HTMLButtonElement>(null)
  const catalog = useCatalog()
  const extent = useExtent(turn)
  const window = extent.data ? groundOf(search, extent.data).window : null
  const stopKeeping = () => {
    setKeeping(false)
    keepButton.current?.focus()
  }
  const tools = (
    <>
      <Button
        ref={keepButton}
        size="xs"
        variant="default"
        aria-expanded={isKeeping}
        disabled={!catalog.data}
        onClick={() => setKeeping(!isKeeping)}
      >
        Keep on a board
      </Button>
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
          <Known {...{ tables, search, window, change, turn }} onKept={isKeeping ? stopKeeping : undefined} />
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
  turn: number
  /** There while the view is about to be kept. */
  onKept: (() => void) | undefined
}

function Known({ tables, search, window, change, turn, onKept }: KnownProps) {
  const columns = columnsOf(tables)
  const signals = chosenSignals(columns, search.signals)
  if (signals.length === 0)
    return <StateNote title="There are no signals">A schema with numbers that are measured brings some.</StateNote>
  const chosen = signals.map(({ name }) => name)
  const by = chosenGroups(columns, search.by)
  const view = { ...exploreSearch({ ...search }), signals: chosen }
  const title = titleOf({ ...view, by }, chosen)
  return (
    <>
      {onKept && <KeepOnBoard key={title} {...{ view, title }} onClose={onKept} />}
      <Controls {...{ search, columns, chosen, by, window, change }} />
      <View {...{ search, signals, by, change, turn }} />
    </>
  )
}

function spanText({ from_ms, to_ms }: TimeWindow): string {
  const text = (time_ms: number) => moment(new Date(time_ms).toISOString(), { hasYear: true })
  return `${text(from_ms)} to ${text(to_ms)}`
}
