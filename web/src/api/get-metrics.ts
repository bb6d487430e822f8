import { useQuery } from '@tanstack/react-query'
import { askText } from '../lib/api-client'
import { extended, type MetricsHistory, type Values } from '../lib/metrics-history'
import { type Metrics, parseMetrics } from '../lib/prometheus-text'

const EVERY_MS = 2_000

/** What is counted and measured, with the last minutes of what `watch` takes from it. They are
 * kept with the answer, so that another page between does not end them; `lake` is whose they are. */
export function useMetrics(lake: string, watch: (metrics: Metrics) => Values) {
  const queryKey = ['metrics', lake]
  return useQuery({
    queryKey,
    queryFn: async ({ client, signal }): Promise<MetricsHistory> => {
      const metrics = parseMetrics(await askText('/metrics', { signal }))
      const before = client.getQueryData<MetricsHistory>(queryKey)
      return extended(before, { time: Date.now(), metrics }, watch)
    },
    refetchInterval: EVERY_MS,
    structuralSharing: false,
    meta: { keepsItsTime: true },
  })
}
