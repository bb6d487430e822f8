import type { ReactNode } from 'react'
import { useDrawnRows } from '../lib/use-drawn-rows'
import { nextPageOf } from '../lib/use-lake-pages'
import { ListRest, type Reading } from './list-rest'
import css from './long-list.module.css'
import { RowSpace } from './row-space'

interface Props<T> {
  label: string
  list: T[]
  keyOf: (item: T) => string | number
  /** In pixels; what is drawn must be as high. */
  rowHeight: number
  draw: (item: T) => ReactNode
  /** Where the list is read page by page: older ones come as one scrolls. */
  reading?: Reading
}

/** One below the other, of which only what is seen is drawn. */
export function LongList<T>({ label, list, keyOf, rowHeight, draw, reading }: Props<T>) {
  const onNearEnd = reading && nextPageOf(reading)
  const drawn = useDrawnRows({ count: list.length, rowHeight, onNearEnd })
  const size = reading?.hasNextPage ? -1 : list.length
  return (
    <div ref={drawn.scroller} className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <ol className={css.list}>
        {drawn.rows.map(({ place, skipped }) => (
          <li key={keyOf(list[place]!)} aria-posinset={place + 1} aria-setsize={size}>
            <RowSpace rows={skipped} rowHeight={rowHeight} />
            {draw(list[place]!)}
          </li>
        ))}
      </ol>
      <RowSpace rows={drawn.after} rowHeight={rowHeight} />
      {reading && <ListRest reading={reading} />}
    </div>
  )
}
