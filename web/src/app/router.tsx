import {
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router'
import { StateNote } from '../components/state-note'
import { isOneOf } from '../lib/is-one-of'
import { ANOMALY_KINDS, type AnomalyKind } from '../api/get-anomalies'
import { OverviewPage } from '../features/overview/overview-page'
import { Shell } from './shell'

// What the address may carry; anything else in it is left out.
type Search = Record<string, unknown>
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const kindOf = (search: Search): { kind?: AnomalyKind } =>
  isOneOf(ANOMALY_KINDS, search.kind) ? { kind: search.kind } : {}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <StateNote title="There is no such page">Choose one on the left.</StateNote>
  ),
  validateSearch: (search: Search): { lake?: string } => {
    const lake = textOf(search.lake)
    return lake ? { lake } : {}
  },
})
const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: OverviewPage,
  validateSearch: kindOf,
})

export const router = createRouter({
  routeTree: root.addChildren([overview]),
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
