// Where SQL is written, as it is seen: what it offers, and what the keys do.
import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerNever, offered, openSql, server, startServer } from '../test-sql'

beforeEach(startServer)
afterEach(() => vi.unstubAllGlobals())

test('tables are offered after FROM, and Tab writes the one that is chosen', async () => {
  const { user, field, write } = await openSql()
  await write('SELECT * FROM d')
  expect(offered().slice(0, 2)).toEqual(['device_metrics', 'dim_devices'])
  await user.keyboard('{ArrowDown}{Tab}')
  expect(field).toHaveValue('SELECT * FROM dim_devices')
  expect(field).toHaveFocus()
  expect(offered()).toEqual([])
})

test('columns of the table that is named come first, and Enter writes one', async () => {
  const { user, field, write } = await openSql()
  await write('SELECT  FROM dim_devices')
  await user.type(field, 'd', { initialSelectionStart: 7 })
  expect(offered().slice(0, 2)).toEqual(['device_id', 'device_type'])
  await user.keyboard('{Enter}')
  expect(field).toHaveValue('SELECT device_id FROM dim_devices')
})

test('a dot after an alias offers the columns of its table alone, quoted where they need it', async () => {
  const { user, field, write } = await openSql()
  await write('SELECT * FROM device_metrics AS m, dim_devices d WHERE m.')
  expect(offered()).toEqual(['device_id', 'event_time', 'temperature', 'say "hi"'])
  await user.keyboard('{ArrowUp}{Enter}')
  expect(field.value).toMatch(/WHERE m\."say ""hi"""$/)
})

test('the field says which of the list is chosen, and keeps the focus', async () => {
  const { user, field, write } = await openSql()
  expect(field).not.toHaveAttribute('aria-controls')
  await write('SELECT * FROM d')
  const list = screen.getByRole('listbox', { name: 'Suggestions' })
  expect(field).toHaveAttribute('aria-controls', list.id)
  const chosen = () => document.getElementById(field.getAttribute('aria-activedescendant')!)
  expect(chosen()).toHaveTextContent('device_metrics')
  await user.keyboard('{ArrowDown}')
  expect(chosen()).toHaveTextContent('dim_devices')
  expect(chosen()).toHaveAttribute('aria-selected', 'true')
  await user.keyboard('{ArrowDown>3/}{ArrowUp>3/}')
  expect(chosen()).toHaveTextContent('dim_devices')
  await user.click(screen.getByRole('option', { name: /^device_metrics/ }))
  expect(field).toHaveValue('SELECT * FROM device_metrics')
  expect(field).toHaveFocus()
})

test('Ctrl+Space offers where nothing was begun, Escape takes the list away', async () => {
  const { user, field, write } = await openSql()
  await write('SELECT * FROM ')
  expect(offered()).toEqual([])
  await user.keyboard('{Control>} {/Control}')
  expect(offered()[0]).toBe('device_metrics')
  await user.keyboard('{Escape}')
  expect(offered()).toEqual([])
  expect(field).toHaveValue('SELECT * FROM ')
})

test('a word that is whole lets Enter begin a line and Tab go on', async () => {
  const { user, field, write } = await openSql()
  await write('SELECT 1 LIMIT{Enter}')
  expect(field).toHaveValue('SELECT 1 LIMIT\n')
  await user.tab()
  expect(field).not.toHaveFocus()
})

test('in texts and comments nothing is offered', async () => {
  const { write } = await openSql()
  await write("SELECT 'de")
  expect(offered()).toEqual([])
  await write('SELECT 1 -- de')
  expect(offered()).toEqual([])
})

test('Escape closes the list first, and gives the query up then', async () => {
  server.answer = answerNever
  const { user, write, run } = await openSql()
  await write('SELECT 1')
  await run()
  expect(await screen.findByRole('timer')).toHaveTextContent(/^\d+\.\d s of at most 30 s$/)
  await write('SELECT d')
  await user.keyboard('{Escape}')
  expect(offered()).toEqual([])
  expect(screen.getByText('It runs')).toBeInTheDocument()
  await user.keyboard('{Escape}')
  expect(await screen.findByText('It was cancelled')).toBeInTheDocument()
  expect(screen.queryByRole('timer')).toBeNull()
})

test('how long a query runs is counted while it does', async () => {
  server.answer = answerNever
  const { run, user } = await openSql()
  await run()
  const first = (await screen.findByRole('timer')).textContent
  await waitFor(() => expect(screen.getByRole('timer')).not.toHaveTextContent(first!))
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText('It was cancelled')).toBeInTheDocument()
})

test('Ctrl+Enter runs, also over an open list', async () => {
  const { user, router, write } = await openSql()
  await write('SELECT d{Control>}{Enter}{/Control}')
  await waitFor(() => expect(server.asked.map(({ sql }) => sql)).toEqual(['SELECT d']))
  expect(offered()).toEqual([])
  expect(router.state.location.search).toMatchObject({ q: 'SELECT d' })
  await user.clear(screen.getByLabelText('SQL'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(server.asked).toHaveLength(1)
})

test.each([
  ['', 'as of now', undefined],
  ['?as_of=3', 'as of commit 3', '3'],
  ['?as_of=2026-11-27T20:00:00Z', /as of 27 Nov 2026/, '2026-11-27T20:00:00Z'],
])('beside Run stands as of when the lake is asked (%s)', async (address, told, asOf) => {
  const { run } = await openSql(address)
  const beside = screen.getByRole('button', { name: 'Run' }).parentElement
  expect(beside).toHaveTextContent(told)
  await run()
  await waitFor(() => expect(server.asked).toHaveLength(1))
  expect(server.asked[0]!.as_of).toBe(asOf)
})
