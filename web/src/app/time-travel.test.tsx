// Looking back: how a time is chosen, and that nothing of another time or lake is shown meanwhile.
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { server, startServer } from '../test-anomalies'
import { ANSWERS } from '../test-answers'
import { openPage } from '../test-page'

const BOOKS = ANSWERS['/v1/books'] as object
const STATUS = ANSWERS['/v1/status'] as { lakes: { name: string; commit: number }[] }

beforeEach(() => {
  startServer()
  const lakes = ['plant', 'hall'].map((name) => ({ ...STATUS.lakes[0]!, name, commit: 100 }))
  server.more['/v1/status'] = () => ({ ...STATUS, lakes })
  server.more['/v1/books'] = (query) => {
    const asOf = query.get('as_of')
    return { ...BOOKS, rows: [], commit: Number(asOf) || 50, commit_time: '2026-11-27T10:00:00Z' }
  }
})
afterEach(() => vi.unstubAllGlobals())

const field = () => screen.findByLabelText('The newest commit at or before') as Promise<HTMLInputElement>

test('a time is followed when it is written, and the field keeps the focus', async () => {
  const router = openPage('/quality?as_of=50')
  const time = await field()
  await waitFor(() => expect(time.value).not.toBe(''))
  const steps = router.history.length
  time.focus()
  fireEvent.change(time, { target: { value: '0202-11-20T08:00:00' } }) // the year is not whole yet
  fireEvent.change(time, { target: { value: '2026-11-20T08:00:00' } })
  const asked = new Date('2026-11-20T08:00:00').toISOString()
  await waitFor(() => expect(router.state.location.search).toMatchObject({ as_of: asked }))
  await waitFor(() => expect(server.asked).toContain(`/v1/books?as_of=${encodeURIComponent(asked)}`))
  expect(await field()).toBe(time)
  expect(time).toHaveFocus()
  expect(router.history.length).toBe(steps)
  expect(server.asked.join(' ')).not.toContain('0202-')
})

test('the slider goes on from where it stands while the commit before is on its way', async () => {
  const router = openPage('/quality?as_of=50')
  const slider = (await screen.findByRole('slider', { name: 'Commit' })) as HTMLInputElement
  await waitFor(() => expect(slider.value).toBe('50'))
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  fireEvent.change(slider, { target: { value: '49' } })
  fireEvent.keyUp(slider)
  await waitFor(() => expect(router.state.location.search).toMatchObject({ as_of: 49 }))
  expect(slider.value).toBe('49')
  fireEvent.change(slider, { target: { value: '48' } })
  fireEvent.keyUp(slider)
  await waitFor(() => expect(router.state.location.search).toMatchObject({ as_of: 48 }))
})

test('what was so now does not stand for then', async () => {
  server.rows = (sql) => (sql.includes('rollups_hour') ? [['pump-9', '2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z', 7, 1]] : [])
  const router = openPage('/devices?as_of=50')
  expect(await screen.findByRole('link', { name: 'pump-9' })).toBeInTheDocument()
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  await router.navigate({ to: '/devices', search: { as_of: 3 } as never })
  await waitFor(() => expect(screen.queryByRole('link', { name: 'pump-9' })).toBeNull())
})

test('another lake begins with nothing of the one before', async () => {
  const router = openPage("/quality?redrive=reason = 'out_of_range'")
  const which = within(await screen.findByRole('form', { name: 'Take rejects again' })).getByRole('textbox')
  await userEvent.selectOptions(screen.getByLabelText('Lake'), 'hall')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ lake: 'hall' }))
  await waitFor(() => expect(which).not.toBeInTheDocument())
})
