import { ActionIcon, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { nameOf, useWho } from '../api/get-session'
import { endSession } from '../api/post-session'
import { IconLogout, IconUserCircle } from '../components/icons'
import { PATHS } from '../config/paths'
import { accessKey } from '../lib/access-key'
import { ApiError } from '../lib/api-client'
import { useAct } from '../lib/use-act'
import css from './who-is-in.module.css'

/** Who is signed in, what leads to their account, and the way out. */
export function WhoIsIn() {
  const { data: who } = useWho()
  const isIn = accessKey.read() !== null || (who && who.user !== null)
  return (
    <>
      {who && (
        <Link to={PATHS.account} className={css.who} title={`${nameOf(who)}: the account`}>
          <IconUserCircle size={16} stroke={1.8} aria-hidden />
          <span>{nameOf(who)}</span>
        </Link>
      )}
      {isIn && <SignOutButton />}
    </>
  )
}

function SignOutButton() {
  const queries = useQueryClient()
  const leave = useAct({
    mutationFn: signOut,
    onSuccess: () => {
      queries.clear()
      location.reload() // what was shown goes with the key or the session
    },
  })
  return (
    <>
      {leave.error && (
        <span role="alert" className={css.refusal} title={leave.error.message}>
          still signed in: {leave.error.message}
        </span>
      )}
      <Tooltip label="Sign out">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Sign out"
          disabled={leave.isPending}
          onClick={() => leave.mutate()}
        >
          <IconLogout size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

// A key counts for as long as the tab keeps it; a session until the server ends it.
async function signOut(): Promise<void> {
  if (accessKey.read() !== null) return accessKey.forget()
  try {
    await endSession()
  } catch (error) {
    if (!(error instanceof ApiError && error.needsKey)) throw error // it has ended already
  }
}
