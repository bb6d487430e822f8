import { ActionIcon, Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { lakeOf, useStatus } from '../api/get-status'
import { useBooks } from '../api/get-books'
import * as icons from '../components/icons'
import { count } from '../lib/format'
import { useAddress } from '../lib/use-address'
import { useLake } from '../lib/use-lake'
import type { LakeSearch } from './address'
import css from './time-travel.module.css'

/** Whether the pages show the newest commit or an earlier one, and which. */
export function TimeTravel() {
  const [search, change] = useAddress<LakeSearch>()
  const newest = lakeOf(useStatus().data, useLake())?.commit
  const go = (asOf: number | string | undefined) => change({ as_of: asOf })
  if (newest === undefined) return null
  if (search.as_of === undefined) {
    return (
      <Tooltip label="See the lake as it was">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Look back"
          onClick={() => go(newest)}
        >
          <icons.IconHistory size={16} />
        </ActionIcon>
      </Tooltip>
    )
  }
  return <Past asOf={String(search.as_of)} newest={newest} go={go} />
}

interface PastProps {
  asOf: string
  newest: number
  go: (asOf: number | string | undefined) => void
}

function Past({ asOf, newest, go }: PastProps) {
  const books = useBooks()
  const then = books.error ? undefined : books.data
  const shown = localOf(then?.commit_time ?? asOf)
  return (
    <div className={css.past} role="group" aria-label="The time that is shown">
      <Commits shown={then?.commit} newest={newest} go={go} />
      <label className={css.moment}>
        <span className={css.hidden}>The newest commit at or before</span>
        <input
          type="datetime-local"
          step={1}
          key={shown} // another commit, another time
          defaultValue={shown}
          onChange={(event) => {
            const moment = new Date(event.currentTarget.value)
            if (!Number.isNaN(moment.getTime())) go(moment.toISOString())
          }}
        />
      </label>
      {books.error && (
        <span role="alert" className={css.refusal}>
          {books.error.message}
        </span>
      )}
      <button type="button" className={css.back} onClick={() => go(undefined)}>
        Back to live
      </button>
    </div>
  )
}

/** A slider over all commits: the address follows when it is let go. */
function Commits({ shown, newest, go }: { shown: number | undefined } & Omit<PastProps, 'asOf'>) {
  const [chosen, choose] = useState(shown)
  useEffect(() => choose(shown), [shown])
  const settle = () => {
    if (chosen !== undefined && chosen !== shown) go(chosen)
  }
  return (
    <label className={css.commits}>
      <span>
        as of commit <b className="num">{count(chosen)}</b> of {count(newest)}
      </span>
      <input
        type="range"
        min={1}
        max={newest}
        value={chosen ?? newest}
        aria-label="Commit"
        onChange={(event) => choose(event.currentTarget.valueAsNumber)}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
      />
    </label>
  )
}

/** A moment as the field has it, in the reader's own time; of a commit's number nothing. */
function localOf(asOf: string): string {
  const moment = new Date(asOf)
  if (/^\d+$/.test(asOf) || Number.isNaN(moment.getTime())) return ''
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
