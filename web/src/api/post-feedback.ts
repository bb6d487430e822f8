import { useMutation, useQueryClient } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import { useLake } from '../lib/use-lake'
import type { AnomalyState, Feedback, FeedbackKind } from './get-anomalies'

interface Said {
  anomaly: string
  feedback: FeedbackKind
  text?: string
}
interface AnomalyFeedback {
  anomaly_id: string
  status: AnomalyState
  feedback: Feedback[]
}

/** Makes what somebody says of an anomaly part of the lake; whatever shows anomalies asks again. */
export function useFeedback() {
  const lake = useLake()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ anomaly, ...body }: Said) =>
      askJson<AnomalyFeedback>(`/v1/anomalies/${encodeURIComponent(anomaly)}/feedback`, { lake, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/v1/anomalies'] }),
  })
}
