import { afterEach, expect, test, vi } from 'vitest'
import { accessKey } from './access-key'
import { ApiError, addressOf, askJson } from './api-client'

afterEach(() => {
  vi.unstubAllGlobals()
  accessKey.forget()
})

function answering(status: number, body: string, headers = {}) {
  const fetch = vi.fn(async (_path: string, _options: RequestInit) => new Response(body, { status, headers }))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

test('an address has what was given, escaped', () => {
  const parameters = { device: 'a/b&c', limit: 5, kind: undefined, search: '' }
  expect(addressOf('/v1/devices', parameters)).toBe('/v1/devices?device=a%2Fb%26c&limit=5')
})

test('a key and a lake go with each request, and no key where there is none', async () => {
  const fetch = answering(200, '{}')
  await askJson('/v1/status')
  expect(fetch.mock.calls[0]![1].headers).toEqual({})
  accessKey.keep('secret')
  await askJson('/v1/books', { lake: 'plant' })
  expect(fetch.mock.calls[1]![1].headers).toEqual({
    authorization: 'Bearer secret',
    'telltale-lake': 'plant',
  })
})

test('a refusal is told in the words of the server', async () => {
  answering(401, '{"title":"Unauthorized","status":401,"detail":"send a key"}')
  const error = await askJson('/v1/status').catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 401, message: 'send a key', needsKey: true })
})

test('a refusal tells what is needed besides, and how long to wait', async () => {
  answering(401, '{"detail":"the code is missing","needs":"code"}')
  await expect(askJson('/v1/session', { body: {} })).rejects.toMatchObject({ needs: 'code', waitS: undefined })
  answering(429, '{"detail":"too many attempts"}', { 'retry-after': '12' })
  await expect(askJson('/v1/session', { body: {} })).rejects.toMatchObject({ status: 429, waitS: 12 })
  answering(503, 'gone', { 'retry-after': 'Fri, 27 Nov 2026 21:22:01 GMT' })
  await expect(askJson('/v1/session')).rejects.toMatchObject({ needs: undefined, waitS: undefined })
})

test('no request keeps the cookie of a session back', async () => {
  const fetch = answering(200, '{}')
  await askJson('/v1/status')
  expect(fetch.mock.calls[0]![0]).toMatch(/^\/v1\//)
  expect(fetch.mock.calls[0]![1].credentials ?? 'same-origin').toBe('same-origin')
})

test('a server that cannot be reached is no refusal', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  await expect(askJson('/v1/status')).rejects.toMatchObject({ status: 0, needsKey: false })
})
