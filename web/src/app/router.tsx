import {
  createRootRoute,
  createRoute,
  createRouter,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router'
import { StateNote } from '../components/state-note'
import { PATHS } from '../config/paths'
import { OverviewPage } from '../features/overview/overview-page'
import { understood } from '../lib/read-address'
import * as address from './address'
import { BrokenPage } from './broken-page'
import { lazyPage } from './lazy-page'
import { Shell } from './shell'

const OF_ALL_PAGES = ['lake', 'as_of'] as const
// What else stands there is for the page.
const lakeOnly = (search: Record<string, unknown>) =>
  ({ lake: undefined, as_of: undefined, ...address.lakeSearch(search) }) as address.LakeSearch

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <StateNote title="There is no such page">Choose one on the left.</StateNote>
  ),
  validateSearch: lakeOnly,
  // A link leads to the same lake at the same time, whatever else it says.
  search: { middlewares: [retainSearchParams([...OF_ALL_PAGES])] },
})
const getParentRoute = () => root

const devices = createRoute({ getParentRoute, path: PATHS.devices })
const allDevices = createRoute({
  getParentRoute: () => devices,
  path: '/',
  component: lazyPage(() => import('../features/devices/devices-page'), 'DevicesPage'),
  validateSearch: understood(address.devicesSearch, OF_ALL_PAGES),
})
const oneDevice = createRoute({
  getParentRoute: () => devices,
  path: '$', // an id may hold slashes
  component: lazyPage(() => import('../features/devices/device-page'), 'DevicePage'),
  validateSearch: understood(address.deviceSearch, OF_ALL_PAGES),
})

const pages = [
  createRoute({
    getParentRoute,
    path: PATHS.overview,
    component: OverviewPage,
    validateSearch: understood(address.overviewSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.anomalies,
    component: lazyPage(() => import('../features/anomalies/anomalies-page'), 'AnomaliesPage'),
    validateSearch: understood(address.anomaliesSearch, OF_ALL_PAGES),
  }),
  devices.addChildren([allDevices, oneDevice]),
  createRoute({
    getParentRoute,
    path: PATHS.explore,
    component: lazyPage(() => import('../features/explore/explore-page'), 'ExplorePage'),
    validateSearch: understood(address.exploreSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.boards,
    component: lazyPage(() => import('../features/boards/boards-page'), 'BoardsPage'),
    validateSearch: understood(address.boardsSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.quality,
    component: lazyPage(() => import('../features/quality/quality-page'), 'QualityPage'),
    validateSearch: understood(address.qualitySearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.sql,
    component: lazyPage(() => import('../features/sql/sql-page'), 'SqlPage'),
    validateSearch: understood(address.sqlSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.platform,
    component: lazyPage(() => import('../features/platform/platform-page'), 'PlatformPage'),
    validateSearch: understood(address.platformSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.keys,
    component: lazyPage(() => import('../features/keys/keys-page'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.users,
    component: lazyPage(() => import('../features/users/users-page'), 'UsersPage'),
    validateSearch: understood(address.usersSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.audit,
    component: lazyPage(() => import('../features/audit/audit-page'), 'AuditPage'),
    validateSearch: understood(address.auditSearch, OF_ALL_PAGES),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.account,
    component: lazyPage(() => import('../features/account/account-page'), 'AccountPage'),
  }),
] as const

/** `history`: the browser's own when left out. */
export function makeRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren(pages),
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
    ...(history ? { history } : {}),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
