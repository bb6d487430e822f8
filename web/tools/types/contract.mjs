// usage: node contract.mjs [--check]   writes the types of api/openapi.yaml, or says that they are
// others than those that are there. Its packages are a folder of their own, as they need another
// TypeScript than the dashboard.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTypes, { astToString } from 'openapi-typescript'

const CONTRACT = new URL('../../../api/openapi.yaml', import.meta.url)
const TYPES = new URL('../../src/lib/contract.d.ts', import.meta.url)
const HEAD = '// Written by `tools/web contract` from api/openapi.yaml: change that one.\n\n'

const text = HEAD + astToString(await openapiTypes(CONTRACT))
if (!process.argv.includes('--check')) {
  writeFileSync(TYPES, text)
} else if (readFileSync(TYPES, 'utf8') !== text) {
  console.error(`${fileURLToPath(TYPES)} is not what api/openapi.yaml says: run tools/web contract`)
  process.exit(1)
}
