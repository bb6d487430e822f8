import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router'
import { StateNote } from '../components/state-note'
import { PATHS } from '../config/paths'
import { OverviewPage } from '../features/overview/overview-page'
import * as address from './address'
import { Shell } from './shell'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <StateNote title="There is no such page">Choose one on the left.</StateNote>
  ),
  validateSearch: address.lakeSearch,
  // A link leads to the same lake at the same time, whatever else it says.
  search: { middlewares: [retainSearchParams(['lake', 'as_of'])] },
})
const getParentRoute = () => root

const devices = createRoute({ getParentRoute, path: PATHS.devices })
const allDevices = createRoute({
  getParentRoute: () => devices,
  path: '/',
  component: lazyRouteComponent(() => import('../features/devices/devices-page'), 'DevicesPage'),
  validateSearch: address.devicesSearch,
})
const oneDevice = createRoute({
  getParentRoute: () => devices,
  path: '$', // an id may hold slashes
  component: lazyRouteComponent(() => import('../features/devices/device-page'), 'DevicePage'),
  validateSearch: address.deviceSearch,
})

const pages = [
  createRoute({
    getParentRoute,
    path: PATHS.overview,
    component: OverviewPage,
    validateSearch: address.overviewSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.anomalies,
    component: lazyRouteComponent(() => import('../features/anomalies/anomalies-page'), 'AnomaliesPage'),
    validateSearch: address.anomaliesSearch,
  }),
  devices.addChildren([allDevices, oneDevice]),
  createRoute({
    getParentRoute,
    path: PATHS.explore,
    component: lazyRouteComponent(() => import('../features/explore/explore-page'), 'ExplorePage'),
    validateSearch: address.exploreSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.boards,
    component: lazyRouteComponent(() => import('../features/boards/boards-page'), 'BoardsPage'),
    validateSearch: address.boardsSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.quality,
    component: lazyRouteComponent(() => import('../features/quality/quality-page'), 'QualityPage'),
    validateSearch: address.qualitySearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.sql,
    component: lazyRouteComponent(() => import('../features/sql/sql-page'), 'SqlPage'),
    validateSearch: address.sqlSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.platform,
    component: lazyRouteComponent(() => import('../features/platform/platform-page'), 'PlatformPage'),
    validateSearch: address.platformSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.keys,
    component: lazyRouteComponent(() => import('../features/keys/keys-page'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute,
    path: PATHS.users,
    component: lazyRouteComponent(() => import('../features/users/users-page'), 'UsersPage'),
    validateSearch: address.usersSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.audit,
    component: lazyRouteComponent(() => import('../features/audit/audit-page'), 'AuditPage'),
    validateSearch: address.auditSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.account,
    component: lazyRouteComponent(() => import('../features/account/account-page'), 'AccountPage'),
  }),
] as const

/** `history`: the browser's own when left out. */
export function makeRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren(pages),
    defaultPreload: 'intent',
    ...(history ? { history } : {}),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
