import { expect, test } from 'vitest'
import { curlOf, pythonOf } from './copy-text'

const asked = {
  sql: 'SELECT 1',
  server: 'http://localhost:8080',
  lake: undefined,
  hasKey: false,
  asOf: undefined,
}

test('Python asks the same question', () => {
  expect(pythonOf(asked)).toBe(`import requests

SQL = """
SELECT 1
"""

answer = requests.post(
    "http://localhost:8080/v1/query",
    json={"sql": SQL, "format": "objects"},
    timeout=60,
)
answer.raise_for_status()
rows = answer.json()
`)
})

test('a key comes from the environment, and a lake is named', () => {
  const text = pythonOf({ ...asked, lake: 'plant "2"', hasKey: true })
  expect(text).toMatch(/^import os\n/)
  expect(text).toContain(
    'headers={"Authorization": "Bearer " + os.environ["TELLTALE_KEY"], "Telltale-Lake": "plant \\"2\\""},',
  )
})

test('what ends a text in Python is escaped', () => {
  const text = pythonOf({ ...asked, sql: `SELECT "a"""\\n"` })
  expect(text).toContain('SELECT "a\\"\\"\\"\\\\n"')
})

test('what ends a text in a shell is escaped', () => {
  const text = curlOf({ ...asked, sql: "SELECT 'o''hara' $HOME", lake: "o'hara" })
  expect(text).toBe(`curl --fail-with-body -sS \\
  -H "Content-Type: application/json" \\
  -H 'Telltale-Lake: o'\\''hara' \\
  --data-binary '{"sql":"SELECT '\\''o'\\'''\\''hara'\\'' $HOME","format":"csv"}' \\
  'http://localhost:8080/v1/query'
`)
})

test('a question that looks back does so elsewhere, too', () => {
  expect(pythonOf({ ...asked, asOf: '17' })).toContain('"as_of": "17"}')
  expect(curlOf({ ...asked, asOf: '17' })).toContain('"as_of":"17"')
  expect(pythonOf(asked)).not.toContain('as_of')
  expect(curlOf(asked)).not.toContain('as_of')
})
