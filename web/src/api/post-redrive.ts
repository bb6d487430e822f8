import { useQueryClient } from '@tanstack/react-query'
import { askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'
import { useAct } from '../lib/use-act'
import { useLake } from '../lib/use-lake'

export type RedriveWish = Schemas['RedriveWish']
export type RedriveReport = Schemas['RedriveReport']
export type RedriveChange = Schemas['RedriveChange']

/** What would become of rejects that were taken again. */
export function usePreviewRedrive() {
  const lake = useLake()
  return useAct({
    mutationFn: (wish: Omit<RedriveWish, 'preview'>) =>
      askJson<RedriveReport>('/v1/redrive', { lake, body: { ...wish, preview: true } }),
  })
}

/** Takes them again; all that tells of records comes anew. */
export function useRedrive() {
  const lake = useLake()
  const queries = useQueryClient()
  return useAct({
    mutationFn: (wish: Omit<RedriveWish, 'preview'>) =>
      askJson<RedriveReport>('/v1/redrive', { lake, body: { ...wish, preview: false } }),
    onSuccess: () => queries.invalidateQueries(),
  })
}
