import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import type { Tile } from '../../components/boards/board'
import type { Change, ExploreSearch } from '../../components/charts/choice'
import { IconExternalLink, IconRefresh } from '../../components/icons'
import { Waiting } from '../../components/state-note'
import { PATHS } from '../../config/paths'
import { useAsOf } from '../../lib/use-as-of'
import { useLake } from '../../lib/use-lake'
import css from './boards.module.css'
import { TilePicture } from './tile-picture'
import { ToolButton } from './tool-button'
import { useNear } from './use-near'

interface Props {
  tile: Tile
  turn: number
  onAskAgain: () => void
  /** Ways to arrange it, where it may be. */
  children?: ReactNode
}

/** One view of Explore. It asks when it is near the screen, and keeps its answer when it leaves. */
export function TileCard({ tile, turn, onAskAgain, children }: Props) {
  const host = useRef<HTMLElement>(null)
  const asked = useAsked(turn, useNear(host))
  const [view, change] = useLook(tile.view)
  return (
    <section ref={host} className={css.tile} aria-label={tile.title} data-tile={tile.id} data-width={tile.width}>
      <div className={css.tileHead}>
        <h3>{tile.title}</h3>
        <ToolButton
          word="Ask again"
          label={`Ask again: ${tile.title}`}
          icon={IconRefresh}
          onClick={onAskAgain}
        />
        <Link
          to={PATHS.explore}
          search={view}
          className={css.tool}
          aria-label={`Open in Explore: ${tile.title}`}
          title="Open in Explore"
        >
          <IconExternalLink size={15} stroke={1.8} aria-hidden />
        </Link>
      </div>
      {children}
      {asked === null ? <Waiting rows={8} /> : <TilePicture view={view} change={change} turn={asked} />}
    </section>
  )
}

// The turn that it asked in when it was last near. What it shows is nothing where the page has come
// to another lake or time since.
function useAsked(turn: number, isNear: boolean): number | null {
  const place = `${useLake()} ${useAsOf()}`
  const asked = useRef<{ turn: number; place: string } | null>(null)
  if (isNear) asked.current = { turn, place }
  return asked.current?.place === place ? asked.current.turn : null
}

// Who looks closer or at one group changes what is shown here, not what is kept.
function useLook(kept: ExploreSearch): [ExploreSearch, Change] {
  const [look, setLook] = useState<Partial<ExploreSearch>>({})
  const change: Change = (some) => {
    const goesBack = 'from' in some && some.from === undefined
    const changed = goesBack ? { from: kept.from, to: kept.to } : some
    setLook((before) => ({ ...before, ...changed }) as Partial<ExploreSearch>)
  }
  return [{ ...kept, ...look }, change]
}
