import { ActionIcon, Tooltip } from '@mantine/core'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { lakeOf, useStatus } from '../api/get-status'
import { useBooks } from '../api/get-books'
import * as icons from '../components/icons'
import { count } from '../lib/format'
import { useAddress, useChange } from '../lib/use-address'
import { useLake } from '../lib/use-lake'
import type { LakeSearch } from './address'
import css from './time-travel.module.css'

const WRITTEN_MS = 700 // since the last key, as the year is written digit by digit

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
  return <Past asOf={String(search.as_of)} newest={newest} onBack={() => go(undefined)} />
}

interface PastProps {
  asOf: string
  newest: number
  onBack: () => void
}

// To look back is a step that the browser goes back by, not so each time that is looked at.
function Past({ asOf, newest, onBack }: PastProps) {
  const change = useChange<LakeSearch>({ hasSteps: false })
  const go = (to: number | string) => change({ as_of: to })
  const books = useBooks()
  const then = books.error ? undefined : books.data
  const shown = localOf(then?.commit_time ?? asOf)
  return (
    <div className={css.past} role="group" aria-label="The time that is shown">
      <Commits shown={then?.commit} isRefused={books.error !== null} newest={newest} go={go} />
      <Moment shown={shown} go={go} />
      {books.error && (
        <span role="alert" className={css.refusal}>
          {books.error.message}
        </span>
      )}
      <button type="button" className={css.back} onClick={onBack}>
        Back to live
      </button>
    </div>
  )
}

/** A time, followed when it is written or picked whole: while it is written it is not replaced. */
function Moment({ shown, go }: { shown: string; go: (to: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const waiting = useRef<number>(undefined)
  useEffect(() => {
    if (field.current && field.current !== document.activeElement) field.current.value = shown
  }, [shown])
  useEffect(() => () => clearTimeout(waiting.current), [])
  const follow = ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => {
    clearTimeout(waiting.current)
    const moment = new Date(value)
    if (!Number.isNaN(moment.getTime())) waiting.current = window.setTimeout(() => go(moment.toISOString()), WRITTEN_MS)
  }
  const settle = () => {
    if (field.current) field.current.value = shown
  }
  return (
    <label className={css.moment}>
      <span className={css.hidden}>The newest commit at or before</span>
      <input ref={field} type="datetime-local" step={1} defaultValue={shown} onChange={follow} onBlur={settle} />
    </label>
  )
}

interface CommitsProps {
  shown: number | undefined
  /** There is no such commit; else what is not shown yet will be. */
  isRefused: boolean
  newest: number
  go: (commit: number) => void
}

/** A slider over all commits: the address follows when it is let go. */
function Commits({ shown, isRefused, newest, go }: CommitsProps) {
  const [chosen, choose] = useState(shown)
  useEffect(() => {
    if (shown !== undefined || isRefused) choose(shown)
  }, [shown, isRefused])
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
