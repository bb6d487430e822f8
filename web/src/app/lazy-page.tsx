import { type ComponentType, useEffect, useState } from 'react'
import { ErrorNote, Waiting } from '../components/state-note'

const LOST = new Error('this page could not be loaded: see whether the server runs')
const waiting: (() => Promise<void>)[] = []

/** A page whose code comes when it is wanted first. Where it does not come the page says so and tries
 * again: a browser that was sent there would show an error of its own in place of the dashboard. */
export function lazyPage<N extends string>(load: () => Promise<{ [K in N]: ComponentType }>, name: N) {
  let Loaded: ComponentType | undefined
  const preload = async () => {
    Loaded ??= (await load())[name]
  }
  waiting.push(preload)
  function Page() {
    const [state, setState] = useState<'waiting' | 'there' | 'lost'>(Loaded ? 'there' : 'waiting')
    useEffect(() => {
      if (state !== 'waiting') return
      preload().then(
        () => setState('there'),
        () => setState('lost'),
      )
    }, [state])
    if (Loaded) return <Loaded />
    return state === 'lost' ? <ErrorNote error={LOST} onRetry={() => setState('waiting')} /> : <Waiting rows={8} />
  }
  return Object.assign(Page, { preload: () => preload().catch(() => undefined) })
}

/** Has all pages come, one after the other, so that a server that is lost later takes none away. */
export async function loadAllPages(): Promise<void> {
  for (const preload of waiting) await preload().catch(() => undefined)
}
