import { useQuery } from '@tanstack/react-query'
import { ApiError, askJson } from '../lib/api-client'
import type { Schemas } from '../lib/schemas'

export type LakeProblem = Schemas['LakeProblem']
export type CommitNote = Schemas['CommitNote']
export type LakeStatus = Schemas['LakeStatus']
export type ServerStatus = Schemas['ServerStatus']

export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => askJson<ServerStatus>('/v1/status', { signal }),
    // Who has to sign in is not counted as somebody who tries and tries.
    refetchInterval: ({ state: { error } }) => (error instanceof ApiError && error.needsKey ? false : 5_000),
  })
}

/** The lake that is meant: the one named, or the server's first. */
export function lakeOf(status: ServerStatus | undefined, name: string | undefined) {
  return name ? status?.lakes.find((lake) => lake.name === name) : status?.lakes[0]
}
