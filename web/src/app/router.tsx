import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
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
})
const getParentRoute = () => root

const pages = [
  createRoute({
    getParentRoute,
    path: PATHS.overview,
    component: OverviewPage,
    validateSearch: address.anomaliesSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.anomalies,
    component: lazyRouteComponent(() => import('../features/anomalies/anomalies-page'), 'AnomaliesPage'),
    validateSearch: address.anomaliesSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.devices,
    component: lazyRouteComponent(() => import('../features/devices/devices-page'), 'DevicesPage'),
    validateSearch: address.devicesSearch,
  }),
  createRoute({
    getParentRoute,
    path: PATHS.device,
    component: lazyRouteComponent(() => import('../features/devices/device-page'), 'DevicePage'),
    validateSearch: address.deviceSearch,
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
] as const

export const router = createRouter({
  routeTree: root.addChildren(pages),
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
