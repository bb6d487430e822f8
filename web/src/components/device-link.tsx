import { Link } from '@tanstack/react-router'

export function DeviceLink({ device }: { device: string | null | undefined }) {
  if (!device) return <span>no device</span>
  return (
    <Link to="/devices/$" params={{ _splat: device }}>
      {device}
    </Link>
  )
}
