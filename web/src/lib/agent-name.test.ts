import { expect, test } from 'vitest'
import { agentName } from './agent-name'

test('a browser is named in two words', () => {
  const like = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
  expect(agentName(`Mozilla/5.0 (X11; Linux x86_64) ${like}`)).toBe('Chrome on Linux')
  expect(agentName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Edg/142.0`)).toBe('Edge on Windows')
  expect(agentName('Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0')).toBe('Firefox on Android')
  const apple = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1'
  expect(agentName(apple)).toBe('Safari on iPhone')
})

test('what is no browser keeps its own name', () => {
  for (const other of ['curl/8.5.0', '', '<b>Firefox/1</b>']) expect(agentName(other)).toBe(other)
})
