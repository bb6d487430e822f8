import { Answer } from '../answer'
import { StateNote } from '../state-note'
import { Calendar } from './calendar'
import { addressOf, type Change, type Choice, type ExploreSearch, isLong, type TimeWindow } from './choice'
import { Correlation } from './correlation'
import { Distribution } from './distribution'
import { groundOf, useExtent } from './extent'
import type { Signal } from './lake-columns'
import { OverTime } from './over-time'

interface Props {
  search: ExploreSearch
  signals: Signal[]
  by: string | undefined
  change: Change
  /** Another one asks again. */
  turn: number
  isBare?: boolean
}

/** The pictures of what was chosen. */
export function View({ search, ...props }: Props) {
  return (
    <Answer query={useExtent(props.turn)} rows={8}>
      {(answer) => {
        const { window, interval_s } = groundOf(search, answer)
        if (!window) return <StateNote title="There are no readings yet">Send records first.</StateNote>
        return <Pictures {...{ search, window, interval_s, ...props }} />
      }}
    </Answer>
  )
}

type PicturesProps = Props & { window: TimeWindow; interval_s: number }

function Pictures({ search, signals, by, window, interval_s, change, ...asked }: PicturesProps) {
  const devices = search.devices ?? []
  const choice: Choice = { devices, by, window, sums: isLong(window), interval_s }
  const asking = { turn: asked.turn, isBare: asked.isBare, isTable: search.table === true, choice }
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
