// What a chart of the page Explore gives away: its question as text, its answer as a file.
import { waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accessKey } from '../lib/access-key'
import { newest, openExplore, panel, server, startServer } from '../test-explore'
import { who } from '../test-people'

vi.mock('uplot', () => import('../test-uplot'))
beforeEach(startServer)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  accessKey.forget()
})

test('a question can be copied, without the key', async () => {
  accessKey.keep('secret')
  const { user } = openExplore()
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  const shown = within(await panel())
  await user.click(await shown.findByRole('button', { name: 'Copy as SQL' }))
  await waitFor(() => expect(write).toHaveBeenLastCalledWith(`${newest()}\n`))
  expect(await shown.findByText('SQL copied')).toBeInTheDocument()
  await user.click(shown.getByRole('button', { name: 'Copy as Python' }))
  await user.click(shown.getByRole('button', { name: 'Copy as curl' }))
  await waitFor(() => expect(write).toHaveBeenCalledTimes(3))
  const [, python, curl] = write.mock.calls.map(([text]) => text)
  expect(python).toContain(`SQL = """\n${newest()}\n"""`)
  expect(python).toContain('os.environ["TELLTALE_KEY"]')
  expect(curl).toContain('Authorization: Bearer $TELLTALE_KEY')
  expect(`${python}${curl}`).not.toContain('secret')
})

test('who signed in needs a key in a program', async () => {
  const stub = globalThis.fetch as (path: string, options: RequestInit) => Promise<Response>
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) =>
    path === '/v1/session' ? Response.json(who('viewer')) : stub(path, options),
  )
  const { user } = openExplore()
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  const shown = within(await panel())
  await user.click(await shown.findByRole('button', { name: 'Copy as curl' }))
  await waitFor(() => expect(write.mock.lastCall![0]).toContain('Authorization: Bearer $TELLTALE_KEY'))
})

test('without a clipboard the text is there to be taken', async () => {
  const { user } = openExplore()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
  const shown = within(await panel())
  await user.click(await shown.findByRole('button', { name: 'Copy as SQL' }))
  expect(await shown.findByLabelText('Text to copy')).toHaveValue(`${newest()}\n`)
})

test('an answer is saved as a file of the server', async () => {
  const { user } = openExplore()
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1')
  const link = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  const shown = within(await panel())
  await user.click(await shown.findByRole('button', { name: 'Save as CSV' }))
  expect(await shown.findByText('CSV saved')).toBeInTheDocument()
  expect(link).toHaveBeenCalledOnce()
  expect(server.asked.at(-1)).toEqual({ sql: server.asked[0]!.sql, format: 'csv' })
  await user.click(shown.getByRole('button', { name: 'Save as Parquet' }))
  await waitFor(() => expect(server.asked.at(-1)).toMatchObject({ format: 'parquet' }))
  server.refusal = { status: 503, detail: 'too many wait' }
  await user.click(shown.getByRole('button', { name: 'Save as Arrow' }))
  expect(await shown.findByText('too many wait')).toBeInTheDocument()
})
