// What the doctor would say of a lake that is served: cause and next step.
import type { Readiness } from '../../api/get-readiness'
import type { LakeProblem, LakeStatus } from '../../api/get-status'
import { bytes } from '../../lib/format'

export interface Finding {
  check: string
  health: 'good' | 'note' | 'warning' | 'problem'
  what: string
  todo?: string
  command?: string
}
interface Step {
  todo: string
  command: string
}

const DOCTOR = 'telltale doctor --data DIR'
const STATUS = 'telltale status --server URL'
const ROOM: Step = { todo: 'free some space, or set disk_reserve_bytes', command: DOCTOR }
const STEPS: Record<string, Step> = {
  starting: { todo: 'wait: it goes on by itself', command: STATUS },
  mending: { todo: 'look into the log for what failed', command: DOCTOR },
  stopping: { todo: 'start the server again', command: 'telltale serve --data DIR' },
  down: { todo: 'look into the log for what failed', command: DOCTOR },
  disk_low: ROOM,
  disk_filling: ROOM,
  backlog: { todo: 'send again later', command: STATUS },
}
const OTHER: Step = { todo: 'look for its cause', command: DOCTOR }

export function findingsOf(lake: LakeStatus, readiness: Readiness | undefined): Finding[] {
  const ready = readiness?.lakes[lake.name]
  const isStopped = ready?.ingest === false || ready?.query === false
  return [
    ...lake.problems.map((problem) => ofProblem(problem, lake.why)),
    ...ofFunction('records', ready?.ingest, 'it takes records', 'it does not take records', lake),
    ...ofFunction('questions', ready?.query, 'it can be asked', 'it cannot be asked', lake),
    ...ofBooks(lake),
    ...(isStopped ? [] : ofJournal(lake)),
    ...ofDisk(lake),
  ]
}

function ofProblem({ problem, why, is_warning: isWarning }: LakeProblem, cause?: string): Finding {
  const what = cause && !isWarning ? `${why} (${cause})` : why
  const health = isWarning ? 'warning' : 'problem'
  return { check: problem.replace('_', ' '), health, what, ...(STEPS[problem] ?? OTHER) }
}

function ofFunction(
  check: string,
  isReady: boolean | undefined,
  good: string,
  bad: string,
  { problems }: LakeStatus,
): Finding[] {
  if (isReady === undefined) return []
  if (isReady) return [{ check, health: 'good', what: good }]
  const why = problems.filter((problem) => !problem.is_warning).map((problem) => problem.why)
  return [{ check, health: 'problem', what: [bad, ...why.slice(0, 1)].join(': ') }]
}

function ofBooks({ books }: LakeStatus): Finding[] {
  if (!books) return []
  if (books.balance) return [{ check: 'books', health: 'good', what: 'they balance' }]
  const todo = 'find the records that are not accounted for'
  const command = 'telltale verify --data DIR'
  return [{ check: 'books', health: 'problem', what: 'they do not balance', todo, command }]
}

function ofJournal({ backlog_bytes: backlog }: LakeStatus): Finding[] {
  if (backlog === undefined) return []
  if (backlog === 0)
    return [{ check: 'journal', health: 'good', what: 'all that was acknowledged is in the lake' }]
  const what = `${bytes(backlog)} were acknowledged and are not yet in a commit`
  return [{ check: 'journal', health: 'note', what }]
}

function ofDisk({ disk, problems }: LakeStatus): Finding[] {
  const isTold = problems.some(({ problem }) => problem.startsWith('disk'))
  if (isTold || disk?.free_bytes === undefined) return []
  return [{ check: 'disk', health: 'good', what: `${bytes(disk.free_bytes)} are free` }]
}
