import { afterEach, expect, test, vi } from 'vitest'
import { accessKey } from './access-key'
import { ApiError, addressOf, askJson } from './api-client'

afterEach(() => {
  vi.unstubAllGlobals()
  accessKey.forget()
})

function answering(status: number, body: string) {
  const fetch = vi.fn(async (_path: string, _options: RequestInit) => new Response(body, { status }))
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

test('a server that cannot be reached is no refusal', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  await expect(askJson('/v1/status')).rejects.toMatchObject({ status: 0, needsKey: false })
})
