import { useQuery } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'
import type { Device, DevicesPage } from './get-devices'

// Asked for as a list of one, because an id may hold slashes, which a path cannot.
export function useDevice(device: string) {
  const lake = useLake()
  return useQuery({
    queryKey: ['device', lake, device],
    queryFn: async ({ signal }): Promise<Device | null> => {
      const parameters = { device }
      const page = await askJson<DevicesPage>('/v1/devices', { lake, parameters, signal })
      return page.devices[0] ?? null
    },
    refetchInterval: 5_000,
  })
}
