// Rejects that are taken again, and records by day, on the page Data quality.
import { cleanup, screen, waitFor, within } from '@testing-library/react'
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
const GROUPS = [[null, 'smart_device', 1], ["o'neill", null, null], [SCRIPT, null, null]]
let sql: string[]

function rowsOf(text: string): unknown[][] {
  if (text.includes('FROM rejects')) return GROUPS
  return text.includes('FROM books') ? DAYS : []
}

function begin(role: 'admin' | 'operator') {
  startServer(who(role))
  server.more['GET /v1/books'] = (_, query) => ({
    commit: 4,
    rows: query.get('by') === 'log' ? [{ log: 1, name: 'fleet.ndjson', received: 9, balanced: true }] : [],
  })
  server.more['POST /v1/query'] = (body) => {
    sql.push(body.sql!)
    return { commit: 4, columns: [], rows: rowsOf(body.sql!), row_count: 0, truncated: false }
  }
  server.more['GET /v1/schemas'] = () => ({ schemas: ['smart_device', 'smart_device', 'nested'].map((name) => ({ name })) })
  server.more['POST /v1/redrive'] = (body) => ((body.preview as unknown) === true ? PREVIEW : DONE)
}

beforeEach(() => {
  sql = []
  begin('admin')
})
afterEach(() => vi.unstubAllGlobals())

const redrives = () => acts().filter((act) => act.startsWith('POST /v1/redrive'))
const wishes = () => redrives().map((act) => JSON.parse(act.replace('POST /v1/redrive ', '')) as object)
const theForm = async () => within(await screen.findByRole('form', { name: 'Take rejects again' }))
const TAKE = { name: 'Take them again' }

test('rejects are taken again only after a preview of just these, and a second question', async () => {
  const router = openPage('/quality?reason=out_of_range')
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Take again…' }))
  expect(router.state.location.search).toMatchObject({ redrive: "reason = 'out_of_range'" })
  const form = await theForm()
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

test('the books are asked for again once rejects were taken', async () => {
  openPage('/quality?redrive=true')
  const form = await theForm()
  const user = userEvent.setup()
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await user.click(await form.findByRole('button', TAKE))
  const booksAsked = () => server.said.filter((one) => one === 'GET /v1/books').length
  const before = booksAsked()
  await user.click(form.getByRole('button', { name: 'Take them again for good' }))
  await waitFor(() => expect(booksAsked()).toBeGreaterThan(before))
})

test('rejects are narrowed to a device and a schema version, whatever its name is', async () => {
  openPage('/quality?reason=out_of_range&redrive=true')
  const user = userEvent.setup()
  const form = await theForm()
  await form.findByRole('option', { name: SCRIPT })
  await user.selectOptions(form.getByLabelText('Device'), "o'neill")
  await user.selectOptions(form.getByLabelText('Schema version'), 'smart_device version 1')
  const condition =
    "reason = 'out_of_range' AND device_id = 'o''neill' AND schema = 'smart_device' AND schema_version = 1"
  expect(form.getByRole('textbox')).toHaveValue(condition)
  await user.selectOptions(form.getByLabelText('Device'), 'any device')
  expect(form.getByRole('textbox')).toHaveValue(condition.replace(" AND device_id = 'o''neill'", ''))
})

test('another schema takes another preview, and is what they are taken under', async () => {
  const router = openPage('/quality?redrive=true')
  const user = userEvent.setup()
  const form = await theForm()
  await form.findByRole('option', { name: 'under nested' })
  expect(form.getAllByRole('option', { name: /^under smart_device$/ })).toHaveLength(1)
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await form.findByRole('button', TAKE)
  await user.selectOptions(form.getByLabelText('Schema'), 'under nested')
  await waitFor(() => expect(form.queryByRole('button', TAKE)).toBeNull())
  expect(router.state.location.search).toEqual({ redrive: 'true', schema: 'nested' })
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await user.click(await form.findByRole('button', TAKE))
  await user.click(form.getByRole('button', { name: 'Take them again for good' }))
  await waitFor(() => expect(wishes()).toHaveLength(3))
  expect(wishes()).toEqual([
    { where: 'true', preview: true },
    { where: 'true', schema: 'nested', preview: true },
    { where: 'true', schema: 'nested', preview: false },
  ])
})

test('a link has the condition that was asked about, which asks nothing by itself', async () => {
  const router = openPage('/quality?redrive=true')
  const user = userEvent.setup()
  let form = await theForm()
  await user.clear(form.getByRole('textbox'))
  expect(form.getByRole('button', { name: 'Preview' })).toBeDisabled()
  await user.type(form.getByRole('textbox'), "value > '7'")
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ redrive: "value > '7'" }))
  const link = router.state.location.href
  cleanup()
  server.said = []
  openPage(link)
  form = await theForm()
  expect(form.getByRole('textbox')).toHaveValue("value > '7'")
  expect(redrives()).toEqual([])
})

test('another reason is another condition while the panel is open', async () => {
  const refused = { disposition: 'rejected', reason: 'wrong_type', records: 2, meaning: null }
  server.more['GET /v1/books'] = (_, query) => ({ commit: 4, rows: query.get('by') === 'reason' ? [refused] : [] })
  openPage('/quality?redrive=true')
  await theForm()
  await userEvent.click(await screen.findByRole('button', { name: 'wrong_type' }))
  await waitFor(async () =>
    expect((await theForm()).getByRole('textbox')).toHaveValue("reason = 'wrong_type'"),
  )
})

test('what was not taken is said, and can be tried again', async () => {
  server.more['POST /v1/redrive'] = (body) =>
    (body.preview as unknown) === true ? PREVIEW : refusal({ status: 503, detail: 'the lake is mending' })()
  openPage('/quality?redrive=true')
  const user = userEvent.setup()
  const form = await theForm()
  await user.click(form.getByRole('button', { name: 'Preview' }))
  await user.click(await form.findByRole('button', TAKE))
  await user.click(form.getByRole('button', { name: 'Take them again for good' }))
  expect(await form.findByRole('alert')).toHaveTextContent('the lake is mending')
  expect(form.getByRole('button', TAKE)).toBeInTheDocument()
})

test('a condition that no reject meets takes nothing', async () => {
  server.more['POST /v1/redrive'] = () => ({ preview: true, changes: [], notes: [] })
  openPage('/quality?redrive=true')
  const form = await theForm()
  await userEvent.click(form.getByRole('button', { name: 'Preview' }))
  expect(await form.findByText('There is no such reject')).toBeInTheDocument()
  expect(form.queryByRole('button', TAKE)).toBeNull()
})

test('a condition that cannot be read is said, and takes nothing', async () => {
  server.more['POST /v1/redrive'] = refusal({ status: 400, detail: 'there is no column “colour”' })
  openPage('/quality?redrive=true')
  const form = await theForm()
  await userEvent.click(form.getByRole('button', { name: 'Preview' }))
  expect(await form.findByRole('alert')).toHaveTextContent('there is no column “colour”')
  expect(screen.queryByRole('button', { name: 'Take them again' })).toBeNull()
})

test('who may not administer is offered nothing and told why', async () => {
  begin('operator')
  openPage('/quality')
  const rejects = within(await screen.findByRole('region', { name: 'Rejects' }))
  expect(await rejects.findByText(/scope “admin”, which your role operator does not/)).toBeInTheDocument()
  expect(rejects.queryByRole('button', { name: 'Take again…' })).toBeNull()
})

test('who may not administer and comes by a link is told so', async () => {
  begin('operator')
  openPage('/quality?redrive=true')
  expect(await screen.findByText('To take rejects again is not for you')).toBeInTheDocument()
  expect(screen.queryByRole('form', { name: 'Take rejects again' })).toBeNull()
})

test('where it is not known who looks nothing is offered', async () => {
  server.more['GET /v1/session'] = refusal({ status: 503, detail: 'too busy' })
  openPage('/quality?redrive=true')
  const panel = within(await screen.findByRole('region', { name: 'Take rejects again' }))
  expect(await panel.findByRole('alert')).toHaveTextContent('too busy')
  expect(screen.queryByRole('button', { name: 'Take again…' })).toBeNull()
})

test('in the past nothing is taken again nor offered, and back in the present it is', async () => {
  openPage('/quality?redrive=true&as_of=3')
  expect(await screen.findByText('In the past nothing is taken again')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Take again…' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Back to live' }))
  expect(await screen.findByRole('form', { name: 'Take rejects again' })).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Take again…' })).toBeInTheDocument()
})

test('a day has its records by end, of one log where it is chosen', async () => {
  const router = openPage('/quality')
  const table = await screen.findByRole('region', { name: 'Records by day and end' })
  const rows = within(table).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual(['2026-11-281,00000700', '2026-11-27003000'])
  await screen.findByRole('option', { name: '1: fleet.ndjson' })
  await userEvent.selectOptions(screen.getByLabelText('Log'), '1: fleet.ndjson')
  expect(router.state.location.search).toEqual({ log: 1 })
  await waitFor(() => expect(sql.some((text) => text.includes('WHERE log = 1'))).toBe(true))
})

test('a log that is not known is shown as what is asked for, and none of its days', async () => {
  server.more['POST /v1/query'] = () => ({ commit: 4, columns: [], rows: [], row_count: 0, truncated: false })
  openPage('/quality?log=99')
  const panel = within(await screen.findByRole('region', { name: 'By day' }))
  expect(await panel.findByText('No record has come yet')).toBeInTheDocument()
  expect(panel.getByLabelText('Log')).toHaveValue('99: log')
})

test('days that cannot be asked for say why', async () => {
  server.more['POST /v1/query'] = refusal({ status: 429, detail: 'too many' })
  openPage('/quality')
  const panel = within(await screen.findByRole('region', { name: 'By day' }))
  expect(await panel.findByRole('alert')).toHaveTextContent('too many')
})
