// The page Platform as it is seen, with answers in place of a server.
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWERS, METRICS } from '../test-answers'
import { openPage } from '../test-page'

const CATALOG = {
  commit: 4,
  tables: [
    { name: 'raw', what: 'every record received', rows: 43_064, files: 12, bytes: 2_359_296, columns: [] },
    { name: 'books', what: 'the counts', rows: null, files: null, bytes: null, columns: [] },
  ],
}
let answers: Record<string, unknown>
let readyStatus: number

beforeEach(() => {
  answers = { ...ANSWERS, '/v1/catalog': CATALOG }
  readyStatus = 200
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.startsWith('/v1/live')) return new Promise<Response>(() => undefined)
    if (path === '/metrics') return new Response(METRICS)
    const status = path === '/readyz' ? readyStatus : 200
    const answer = answers[path.replace(/\?.*/, '')]
    return answer ? Response.json(answer, { status }) : Response.json({}, { status: 404 })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function cellsOf(region: string, row: string): Promise<(string | null)[]> {
  const table = await screen.findByRole('region', { name: region })
  const line = within(table).getByText(row).closest('tr')!
  return within(line).getAllByRole('cell').slice(1).map((cell) => cell.textContent)
}

test('latencies are estimated from the buckets of the lake that is shown', async () => {
  openPage('/platform')
  expect(await cellsOf('Latency by stage, a table', 'Journal')).toEqual(['7.5 ms', '> 10 ms', '8'])
  expect(await cellsOf('Latency by stage, a table', 'Commit')).toEqual(['–', '–', '0'])
})

test('refusals are counted, and what was not counted is no zero', async () => {
  openPage('/platform')
  const table = 'Errors and refusals, a table'
  expect((await cellsOf(table, 'Records rejected')).at(-1)).toBe('7')
  expect((await cellsOf(table, 'Answers 5xx')).at(-1)).toBe('1')
  expect((await cellsOf(table, 'Mendings')).at(-1)).toBe('–')
  const [answers, refused, failed] = await cellsOf('Answers by route, a table', '/v1/readings')
  expect([answers, refused, failed]).toEqual(['76', '5', '1'])
})

test('the last minutes alone are chosen by the address', async () => {
  const router = openPage('/platform?since=minutes')
  expect((await cellsOf('Errors and refusals, a table', 'Records rejected')).at(-1)).toBe('0')
  await userEvent.selectOptions(screen.getByLabelText('Counted'), 'since the start')
  expect((await cellsOf('Errors and refusals, a table', 'Records rejected')).at(-1)).toBe('7')
  expect(router.state.location.search).toMatchObject({ since: 'start' })
})

test('resources, commits and rows are what the server says', async () => {
  openPage('/platform')
  const resources = await screen.findByRole('region', { name: 'Resources' })
  expect(await within(resources).findByText('115.4 MiB')).toBeInTheDocument()
  expect(within(resources).getByText('of 20,000')).toBeInTheDocument()
  expect(await cellsOf('Newest commits, a table', 'ingest')).toContain('78')
  const cells = await cellsOf('Storage by table', 'raw')
  expect(cells.slice(-3)).toEqual(['43,064', '12', '2.3 MiB'])
  expect((await cellsOf('Storage by table', 'books')).slice(-3)).toEqual(['made when asked', '–', '–'])
})

test('a lake that is well has nothing to do', async () => {
  openPage('/platform')
  const findings = await screen.findByRole('list', { name: 'Findings' })
  expect(within(findings).getByText('it takes records')).toBeInTheDocument()
  expect(within(findings).getByText('they balance')).toBeInTheDocument()
  expect(findings.querySelector('code')).toBeNull()
})

test('what is wrong has its cause and the next command, even of a server that is not ready', async () => {
  const problem = { problem: 'disk_low', why: 'the disk is nearly full', is_warning: false }
  const { lakes } = ANSWERS['/v1/status'] as { lakes: object[] }
  const status = { ...(ANSWERS['/v1/status'] as object), lakes: [{ ...lakes[0], problems: [problem] }] }
  const lake = { ingest: false, query: true, problems: [problem] }
  answers = { ...answers, '/v1/status': status, '/readyz': { ready: false, lakes: { plant: lake } } }
  readyStatus = 503
  openPage('/platform')
  const findings = await screen.findByRole('list', { name: 'Findings' })
  const told = 'it does not take records: the disk is nearly full'
  expect(within(findings).getByText(told)).toBeInTheDocument()
  expect(within(findings).getByText('telltale doctor --data DIR')).toBeInTheDocument()
  expect(within(findings).getByText('it can be asked')).toBeInTheDocument()
})

test('metrics that cannot be had are said to be so, and the rest is there', async () => {
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string) => {
    if (path !== '/metrics') return before(path)
    return Response.json({ detail: 'the key may not' }, { status: 403 })
  })
  openPage('/platform')
  expect((await screen.findAllByRole('alert'))[0]).toHaveTextContent('the key may not')
  expect(await screen.findByRole('list', { name: 'Findings' })).toBeInTheDocument()
})
