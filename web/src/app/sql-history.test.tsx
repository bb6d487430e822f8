// The queries that were run, as they are seen.
import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerNever, openSql, server, startServer } from '../test-sql'

beforeEach(startServer)
afterEach(() => vi.unstubAllGlobals())

const history = () => within(screen.getByRole('region', { name: 'History' }))
const lines = () => history().queryAllByRole('listitem').map((item) => item.querySelector('code')!.textContent)

test('what was run is kept with its outcome, and its rows are not', async () => {
  const { user, write, run } = await openSql()
  await write('SELECT 1')
  await run()
  expect(await history().findByText(/2 rows/)).toHaveTextContent(/^\d\d \w+ [\d:]+, [\d.]+ m?s, 2 rows$/)
  server.answer = () => Response.json({ detail: 'there is no such table' }, { status: 400 })
  await write('SELECT 2')
  await run()
  expect(await history().findByText('there is no such table')).toBeInTheDocument()
  server.answer = answerNever
  await write('SELECT 3')
  await run()
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await history().findByText('the query was cancelled')).toBeInTheDocument()
  expect(lines()).toEqual(['SELECT 3', 'SELECT 2', 'SELECT 1'])
  expect(JSON.stringify({ ...localStorage })).toContain('SELECT 1')
  expect(JSON.stringify({ ...localStorage })).not.toContain('pump-7')
})

test('one is put back without being run, and one that is run again is there once', async () => {
  const { user, router, field, write, run } = await openSql()
  await write('SELECT 1')
  await run()
  await waitFor(() => expect(lines()).toEqual(['SELECT 1']))
  await write('SELECT 2')
  await run()
  await waitFor(() => expect(lines()).toEqual(['SELECT 2', 'SELECT 1']))
  await user.click(history().getByRole('button', { name: /^SELECT 1/ }))
  expect(field).toHaveValue('SELECT 1')
  expect(field).toHaveFocus()
  expect(server.asked).toHaveLength(2)
  expect(router.state.location.search).toEqual({ q: 'SELECT 2' })
  await run()
  await waitFor(() => expect(lines()).toEqual(['SELECT 1', 'SELECT 2']))
})

test('one is deleted, or all once that was asked twice', async () => {
  const { user, write, run } = await openSql()
  for (const sql of ['SELECT 1', 'SELECT 2', 'SELECT 3']) {
    await write(sql)
    await run()
    await waitFor(() => expect(lines()[0]).toBe(sql))
  }
  await user.click(history().getByRole('button', { name: 'Delete SELECT 2' }))
  expect(lines()).toEqual(['SELECT 3', 'SELECT 1'])
  expect(screen.getByRole('region', { name: 'Queries that were run' })).toHaveFocus()
  await user.click(history().getByRole('button', { name: 'Delete all queries' }))
  expect(lines()).toHaveLength(2)
  await user.click(history().getByRole('button', { name: 'Delete all' }))
  expect(lines()).toEqual([])
  expect(history().getByText('No query was run yet')).toBeInTheDocument()
  expect(localStorage.getItem('telltale-queries')).toBeNull()
})
