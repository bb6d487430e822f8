import { useQueryClient } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { useLake } from '../lib/use-lake'

type Said = Schemas['FeedbackWish'] & { anomaly: string }

/** Makes what somebody says of an anomaly part of the lake; whatever shows anomalies asks again. */
export function useFeedback() {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: ({ anomaly, ...body }: Said) =>
      askJson<Schemas['AnomalyFeedback']>(`/v1/anomalies/${encodeURIComponent(anomaly)}/feedback`, { lake, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/v1/anomalies'] }),
  })
}
