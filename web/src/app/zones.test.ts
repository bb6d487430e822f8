// What may use what: everybody lib, components and api; a feature no other feature; app all.
import { expect, test } from 'vitest'

// The contract's types are written by a program.
const FILES = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../lib/contract.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const LINES_MAX = 250
const MAY_USE: Record<string, string[]> = {
  lib: ['lib'],
  config: ['config'],
  api: ['api', 'lib'],
  components: ['components', 'lib', 'api'],
  features: ['features', 'components', 'lib', 'api', 'config'],
}

/** `features/devices` of `../features/devices/x.tsx`, with the file it is imported from. */
function placeOf(path: string, from: string): string {
  return new URL(path, `file:///src/app/${from}`).pathname.replace('/src/', '')
}

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(/from '(\.[^']+)'/g)].map((match) => placeOf(match[1]!, path))
}

test('files use only what their place allows', () => {
  expect(Object.keys(FILES).length).toBeGreaterThan(40)
  for (const [path, text] of Object.entries(FILES)) {
    const [zone, feature] = placeOf(path, '').split('/') as [string, string]
    const allowed = MAY_USE[zone]
    if (allowed === undefined) continue // app, and what tests stand on
    for (const used of importsOf(path, text)) {
      const [usedZone, usedFeature] = used.split('/') as [string, string]
      expect(allowed, `${path} uses ${used}`).toContain(usedZone)
      if (zone === 'features' && usedZone === 'features')
        expect(usedFeature, `${path} uses ${used}`).toBe(feature)
    }
  }
})

test('no file is long', () => {
  for (const [path, text] of Object.entries(FILES))
    expect(text.split('\n').length, path).toBeLessThanOrEqual(LINES_MAX)
})
