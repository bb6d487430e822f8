import { IconLayoutDashboard } from '../components/icons'
import { PATHS } from '../config/paths'

export const NAVIGATION = [
  {
    group: 'Monitor',
    items: [{ to: PATHS.overview, label: 'Overview', icon: IconLayoutDashboard }],
  },
] as const
