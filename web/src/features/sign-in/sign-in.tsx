import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { accessKey } from '../../lib/access-key'
import { FirstUser } from './first-user'
import { KeyForm } from './key-form'
import { PasswordForm } from './password-form'

type Way = 'password' | 'key' | { token: string }

interface Props {
  /** What the server said of the key that was given, or of the session that was there. */
  refusal: Error | null
}

/** Asks who somebody is: by name and password, by a key, or by the token of the first start. */
export function SignIn({ refusal }: Props) {
  const queries = useQueryClient()
  const [way, setWay] = useState<Way>(accessKey.read() === null ? 'password' : 'key')
  const [isTold, tell] = useState(true)
  const told = isTold ? refusal : null
  const go = (next: Way) => {
    tell(false)
    setWay(next)
  }
  const setUp = (token: string) => go({ token })
  const onIn = () => void queries.resetQueries()
  const onKey = (key: string) => {
    accessKey.keep(key)
    tell(true)
    onIn()
  }
  if (way === 'key') return <KeyForm told={told} onKey={onKey} onToken={setUp} onOther={() => go('password')} />
  if (way === 'password')
    return <PasswordForm told={told} onIn={onIn} onToken={setUp} onOther={() => go('key')} />
  return <FirstUser token={way.token} onIn={onIn} onKey={onKey} onOther={() => go('password')} onAgain={() => go('key')} />
}
