import { useCatalog } from '../../api/get-catalog'
import { Answer } from '../../components/answer'
import type { Change, ExploreSearch } from '../../components/charts/choice'
import { useExtent } from '../../components/charts/extent'
import { chosenGroups, chosenSignals, columnsOf, type LakeColumns } from '../../components/charts/lake-columns'
import { View } from '../../components/charts/view'
import { StateNote } from '../../components/state-note'
import css from './boards.module.css'

interface Props {
  view: ExploreSearch
  change: Change
  turn: number
}

/** What Explore would show at that address. */
export function TilePicture(props: Props) {
  return (
    <Answer query={useCatalog()} rows={8}>
      {({ tables }) => <Known columns={columnsOf(tables)} {...props} />}
    </Answer>
  )
}

// A board may come from another lake: what this one lacks is told, never replaced.
function Known({ columns, view, change, turn }: Props & { columns: LakeColumns }) {
  const asked = view.signals ?? []
  const missing = asked.filter((name) => columns.signals.every((signal) => signal.name !== name))
  const signals = chosenSignals(columns, view.signals)
  if (signals.length === 0 || (asked.length > 0 && missing.length === asked.length))
    return (
      <StateNote title="This lake has no such signal">
        {missing.length > 0 && `The tile shows ${missing.join(', ')}.`}
      </StateNote>
    )
  const by = chosenGroups(columns, view.by)
  return (
    <>
      {missing.length > 0 && <p className={css.missing}>This lake has no {missing.join(', ')}.</p>}
      {view.by !== undefined && !by && <p className={css.missing}>This lake has no {view.by} to group by.</p>}
      <View {...{ search: view, signals, by, change, turn }} isBare />
      <AskedAt turn={turn} />
    </>
  )
}

// The picture of an earlier turn stays until the answer of the newest is there.
function AskedAt({ turn }: { turn: number }) {
  const { dataUpdatedAt, isPlaceholderData } = useExtent(turn)
  if (dataUpdatedAt === 0 || isPlaceholderData) return null
  return <p className={css.askedAt}>asked {new Date(dataUpdatedAt).toLocaleTimeString('en-GB')}</p>
}
