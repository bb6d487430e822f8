import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useMay } from '../api/get-session'
import { lakeOf, type ServerStatus, useStatus } from '../api/get-status'
import { Answer } from '../components/answer'
import * as icons from '../components/icons'
import { Select } from '../components/select'
import { StateNote } from '../components/state-note'
import { SignIn } from '../features/sign-in/sign-in'
import { accessKey } from '../lib/access-key'
import { ApiError } from '../lib/api-client'
import { useChange } from '../lib/use-address'
import { useAsOf } from '../lib/use-as-of'
import { useLake } from '../lib/use-lake'
import { useLive } from '../lib/use-live'
import type { LakeSearch } from './address'
import { Freshness } from './freshness'
import { LiveProvider } from './live-context'
import { isForAdmins, NAVIGATION } from './navigation'
import css from './shell.module.css'
import { TimeTravel } from './time-travel'
import { WhoIsIn } from './who-is-in'

export function Shell() {
  const status = useStatus()
  const isPast = useAsOf() !== undefined
  if (status.error instanceof ApiError && status.error.needsKey)
    return <SignIn refusal={wasIn(status) ? status.error : null} />
  return (
    <LiveProvider>
      <div className={css.shell}>
        <a className={css.skip} href="#main">
          Skip to content
        </a>
        <Navigation />
        <header className={css.top} data-past={isPast || undefined}>
          <Freshness />
          <Lakes />
          <TimeTravel />
          <SchemeButton />
          <WhoIsIn />
        </header>
        <main id="main" className={css.main} tabIndex={-1}>
          <Answer query={status} rows={6}>
            {(data) => <Lake status={data} />}
          </Answer>
        </main>
      </div>
    </LiveProvider>
  )
}

// Who was in, or gave a key, is told why they are out.
function wasIn({ data }: ReturnType<typeof useStatus>): boolean {
  return data !== undefined || accessKey.read() !== null
}

function Lake({ status }: { status: ServerStatus }) {
  const name = useLake()
  const lake = lakeOf(status, name)
  if (lake) return <Outlet key={lake.name} /> // a page has nothing of another lake, chosen or answered
  const others = status.lakes.map((lake) => lake.name).join(', ')
  return (
    <StateNote title={name ? `There is no lake “${name}” for you` : 'There is no lake for you'}>
      {others && `What you may see: ${others}.`}
    </StateNote>
  )
}

function Navigation() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const name = useLake()
  const { data } = useStatus()
  const lake = lakeOf(data, name)
  const isAdmin = useMay('admin') === true
  const isLost = useLive().state === 'lost'
  return (
    <nav className={css.nav} aria-label="Main">
      <div className={css.brand}>
        <span className={css.mark}>
          <icons.IconActivityHeartbeat size={17} stroke={2.2} aria-hidden />
        </span>
        Telltale
      </div>
      {NAVIGATION.map(({ group, items }) => (
        <div key={group}>
          <div className={css.groupLabel}>{group}</div>
          {items.filter((item) => isAdmin || !isForAdmins(item)).map(({ to, label, icon: Icon }) => {
            const isHere = to === '/' ? path === '/' : path.startsWith(to)
            return (
              <Link
                key={to}
                to={to}
                className={css.item}
                title={label}
                data-active={isHere || undefined}
                aria-current={isHere ? 'page' : undefined}
              >
                <Icon size={16} stroke={1.8} aria-hidden />
                <span>{label}</span>
              </Link>
            )
          })}
        </div>
      ))}
      <div className={css.foot}>
        {lake && (
          <div className={css.health} data-state={isLost ? 'unknown' : lake.state}>
            <span className={css.pulse} />
            {lake.name} {isLost ? 'was' : 'is'} {lake.state}
          </div>
        )}
        {data && <div className={css.version}>telltale {data.version}</div>}
      </div>
    </nav>
  )
}

// Another lake shows itself as it is now.
function Lakes() {
  const name = useLake()
  const { data } = useStatus()
  const change = useChange<LakeSearch>()
  const names = data?.lakes.map((lake) => lake.name) ?? []
  if (names.length < 2) return null
  return (
    <Select
      label="Lake"
      value={lakeOf(data, name)?.name ?? names[0]!}
      options={names}
      onChange={(lake) => change({ lake: lake === names[0] ? undefined : lake, as_of: undefined })}
    />
  )
}

function SchemeButton() {
  // With transitions kept the library writes no style element.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const next = useComputedColorScheme('dark') === 'dark' ? 'light' : 'dark'
  return (
    <Tooltip label={`Switch to ${next}`}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={`Switch to ${next}`}
        onClick={() => setColorScheme(next)}
      >
        {next === 'light' ? <icons.IconSun size={16} /> : <icons.IconMoon size={16} />}
      </ActionIcon>
    </Tooltip>
  )
}
