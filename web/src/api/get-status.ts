import { useQuery } from '@tanstack/react-query'
import { ApiError, askJson } from '../lib/api-client'

export interface BooksSums {
  received: number
  balance: boolean
  stored: number
  duplicate: number
  conflict: number
  rejected: number
  erased: number
  expired: number
  in_flight: number
}
export interface LakeProblem {
  problem: string
  why: string
  is_warning: boolean
}
export interface CommitNote {
  commit: number
  time: string
  kinds: string
  received: number
}
export interface LakeStatus {
  name: string
  state: 'starting' | 'serving' | 'mending' | 'stopping' | 'down'
  commit?: number
  commit_time?: string
  commit_age_seconds?: number
  books?: BooksSums
  live_bytes?: number
  live_files?: number
  why?: string
  backlog_bytes?: number
  disk?: { reserve_bytes: number; free_bytes?: number; days_left?: number }
  problems: LakeProblem[]
  commits: CommitNote[]
}
export interface ServerStatus {
  version: string
  started: string
  resident_bytes: number
  lakes: LakeStatus[]
}

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
