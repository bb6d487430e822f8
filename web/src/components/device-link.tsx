import { Link } from '@tanstack/react-router'
import { useLake } from '../lib/use-lake'

export function DeviceLink({ device }: { device: string | null | undefined }) {
  const lake = useLake()
  if (!device) return <span>no device</span>
  return (
    <Link to="/devices/$" params={{ _splat: device }} search={lake ? { lake } : {}}>
      {device}
    </Link>
  )
}
