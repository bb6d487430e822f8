// Rejects that are taken again, and records by day, on the page Data quality.
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPage } from '../test-page'
import { acts, refusal, SCRIPT, server, startServer, who } from '../test-people'

const PREVIEW = {
  preview: true,
  notes: ['1 of them has no bytes any more'],
  changes: [
    { was_rejected_for: 'out_of_range', becomes: 'stored', reason: null, records: 41 },
    { was_rejected_for: 'out_of_range', becomes: 'rejected', reason: SCRIPT, records: 2 },
  ],
}
const DONE = { preview: false, notes: [], redriven: 43, stored: 41, duplicate: 0, conflict: 0, still_rejected: 2 }
const DAYS = [['2026-11-28', 'rejected', 7], ['2026-11-28', 'stored', 1_000], ['2026-11-27', 'conflict', 3]]
let sql: string[]

function begin(role: 'admin' | 'operator') {
  startServer(who(role))
  server.more['GET /v1/books'] = (_, query) => ({
    commit: 4,
    rows: query.get('by') === 'log' ? [{ log: 1, name: 'fleet.ndjson', received: 9, balanced: true }] : [],
  })
  server.more['POST /v1/query'] = (body) => {
    sql.push(body.sql!)
    return { commit: 4, columns: [], rows: body.sql!.includes('FROM books') ? DAYS : [], row_count: 0, truncated: false }
  }
  server.more['POST /v1/redrive'] = (body) => ((body.preview as unknown) === true ? PREVIEW : DONE)
}

beforeEach(() => {
  sql = []
  begin('admin')
})
afterEach(() => vi.unstubAllGlobals())

const redrives = () => acts().filter((act) => act.startsWith('POST /v1/redrive'))

test('rejects are taken again only after a preview of just these, and a second question', async () => {
  const router = openPage('/quality?reason=out_of_range')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Take again…' }))
  expect(router.state.location.search).toMatchObject({ redrive: true })
  const form = within(await screen.findByRole('form', { name: 'Take rejects again' }))
  const which = form.getByRole('textbox')
  expect(which).toHaveValue("reason = 'out_of_range'")
  expect(form.queryByRole('button', { name: 'Take them again' })).toBeNull()
  await user.click(form.getByRole('button', { name: 'Preview' }))
  const table = await form.findByRole('region', { name: 'What would become of them' })
  expect(within(table).getAllByRole('row')[1]).toHaveTextContent('out_of_rangestored41')
  expect(table).toHaveTextContent(`rejected: ${SCRIPT}`)
  expect(form.getByText('1 of them has no bytes any more')).toBeInTheDocument()
  await user.type(which, ' ')
  expect(form.queryByRole('button', { name: 'Take them again' })).toBeNull()
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await user.click(await form.findByRole('button', { name: 'Take them again' }))
  expect(redrives()).toHaveLength(2)
  await user.click(form.getByRole('button', { name: 'Take them again for good' }))
  expect(await form.findByText(/43 were taken again: 41 stored, 0 duplicate, 0 conflict, 2 still rejected/)).toBeInTheDocument()
  expect(redrives().at(-1)).toContain('"preview":false')
  expect(form.queryByRole('button', { name: 'Take them again' })).toBeNull()
})

test('a condition that cannot be read is said, and takes nothing', async () => {
  server.more['POST /v1/redrive'] = refusal({ status: 400, detail: 'there is no column “colour”' })
  openPage('/quality?redrive=true')
  await userEvent.click(await screen.findByRole('button', { name: 'Preview' }))
  const form = within(screen.getByRole('form', { name: 'Take rejects again' }))
  expect(await form.findByRole('alert')).toHaveTextContent('there is no column “colour”')
  expect(screen.queryByRole('button', { name: 'Take them again' })).toBeNull()
})

test('who may not administer is told so', async () => {
  begin('operator')
  openPage('/quality?redrive=true')
  expect(await screen.findByText('This is not for you')).toBeInTheDocument()
  expect(screen.queryByRole('form', { name: 'Take rejects again' })).toBeNull()
})

test('in the past nothing is taken again', async () => {
  openPage('/quality?redrive=true&as_of=3')
  expect(await screen.findByText('In the past nothing is taken again')).toBeInTheDocument()
})

test('a day has its records by end, of one log where it is chosen', async () => {
  const router = openPage('/quality')
  const table = await screen.findByRole('region', { name: 'Records by day and end' })
  const rows = within(table).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual(['2026-11-281,00000700', '2026-11-27003000'])
  await userEvent.selectOptions(await screen.findByLabelText('Log'), '1: fleet.ndjson')
  expect(router.state.location.search).toEqual({ log: 1 })
  await waitFor(() => expect(sql.some((text) => text.includes('WHERE log = 1'))).toBe(true))
})
