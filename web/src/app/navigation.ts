import {
  IconBellRinging,
  IconChartDots3,
  IconClipboardList,
  IconCpu,
  IconDatabaseSearch,
  IconKey,
  IconLayoutBoard,
  IconLayoutDashboard,
  IconScale,
  IconServer2,
  IconUsers,
} from '../components/icons'
import { PATHS } from '../config/paths'

export const NAVIGATION = [
  {
    group: 'Monitor',
    items: [
      { to: PATHS.overview, label: 'Overview', icon: IconLayoutDashboard },
      { to: PATHS.anomalies, label: 'Anomalies', icon: IconBellRinging },
      { to: PATHS.devices, label: 'Devices', icon: IconCpu },
      { to: PATHS.explore, label: 'Explore', icon: IconChartDots3 },
      { to: PATHS.boards, label: 'Boards', icon: IconLayoutBoard },
    ],
  },
  { group: 'Trust', items: [{ to: PATHS.quality, label: 'Data quality', icon: IconScale }] },
  { group: 'Ask', items: [{ to: PATHS.sql, label: 'SQL', icon: IconDatabaseSearch }] },
  {
    group: 'Operate',
    items: [
      { to: PATHS.platform, label: 'Platform', icon: IconServer2 },
      { to: PATHS.keys, label: 'Keys', icon: IconKey, scope: 'admin' },
      { to: PATHS.users, label: 'Users', icon: IconUsers, scope: 'admin' },
      { to: PATHS.audit, label: 'Audit', icon: IconClipboardList, scope: 'admin' },
    ],
  },
] as const

/** Whether an entry is left out for who may not administer. */
export const isForAdmins = (item: object) => 'scope' in item
