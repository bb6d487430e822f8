import { expect, test } from 'vitest'
import { namedTables } from './named-tables'
import { tokensOf } from './sql-tokens'
import { suggestionsAt } from './suggestions'

const column = (name: string) => ({ name, type: 'VARCHAR' })
const TABLES = [
  {
    name: 'device_metrics',
    what: 'the readings',
    rows: 7,
    files: 1,
    bytes: 700,
    columns: [
      column('device_id'),
      { name: 'event_time', type: 'TIMESTAMPTZ' },
      { name: 'temperature', type: 'DOUBLE', unit: '°C' },
      column('say "hi"'),
    ],
  },
  {
    name: 'dim_devices',
    what: 'the devices',
    rows: null,
    files: null,
    bytes: null,
    columns: [column('device_id'), column('device_type')],
  },
]

/** Of a query with `|` where one writes. */
function at(sql: string, isAsked = true) {
  const caret = sql.indexOf('|')
  return suggestionsAt(sql.replace('|', ''), caret, TABLES, isAsked)
}
const labels = (sql: string, isAsked?: boolean) => at(sql, isAsked).list.map(({ label }) => label)
const first = (sql: string) => labels(sql)[0]

test.each([
  ['SELECT * FROM a', ['a as a']],
  ['select * from a x join b as y on x.i = y.i', ['a as x', 'b as y']],
  ['SELECT * FROM a, b c, "d e" WHERE 1', ['a as a', 'b as c', 'd e as d e']],
  ['SELECT * FROM a WHERE i IN (SELECT i FROM b)', ['a as a', 'b as b']],
  ['SELECT * FROM (SELECT 1) s', []],
  ["SELECT 'FROM a' -- FROM b\n/* FROM c */", []],
  ['SELECT * FROM a /* why */ x', ['a as x']],
  ['SELECT * FROM', []],
])('%j names its tables', (sql, named) => {
  expect(namedTables(tokensOf(sql)).map(({ table, as }) => `${table} as ${as}`)).toEqual(named)
})

test('a place for a table offers tables, others columns', () => {
  expect(first('SELECT * FROM |')).toBe('device_metrics')
  expect(first('SELECT * FROM dim_devices d, |')).toBe('device_metrics')
  expect(first('SELECT * FROM dim_devices JOIN |')).toBe('device_metrics')
  expect(first('SELECT | FROM dim_devices')).toBe('device_id')
  expect(first('WITH calm AS (SELECT 1), "Own" AS (SELECT 2) SELECT * FROM |')).toBe('calm')
  expect(at('WITH a AS (SELECT 1), "Own" AS (SELECT 2) SELECT * FROM O|').list[0]?.text).toBe('"Own"')
  expect(first('SELECT a, b AS (c) FROM |')).toBe('device_metrics')
  expect(labels('SELECT | FROM dim_devices').slice(0, 2)).toEqual(['device_id', 'device_type'])
  expect(first('SELECT * FROM dim_devices WHERE |')).toBe('device_id')
})

test('a dot offers columns of what stands before it, or nothing', () => {
  expect(labels('SELECT dim_devices.|')).toEqual(['device_id', 'device_type'])
  expect(labels('SELECT D.| FROM dim_devices d')).toEqual(['device_id', 'device_type'])
  expect(labels('SELECT d.device_t| FROM dim_devices d')).toEqual(['device_type'])
  expect(labels('SELECT x.| FROM dim_devices d')).toEqual([])
  expect(labels('SELECT d. | FROM dim_devices d')).not.toEqual(['device_id', 'device_type'])
})

test('a later word of a name is found, too', () => {
  expect(labels('SELECT time| FROM device_metrics')).toContain('event_time')
  expect(labels('SELECT sum|')).toContain('sum()')
})

test.each(["'de|", "'it''s de|", '"de|', '-- de|', '/* de|', '12|', "SELECT 'a|b'", '/* a|b */'])('in %j nothing is offered', (sql) => {
  expect(labels(sql)).toEqual([])
})

test('after what is ended names are offered again', () => {
  expect(labels("SELECT 'a'|")).not.toEqual([])
  expect(labels('/* a */|')).not.toEqual([])
  expect(labels('-- a\n|')).not.toEqual([])
})

test('without a word that was begun something is offered only where it was asked for', () => {
  expect(labels('SELECT |', false)).toEqual([])
  expect(labels('SELECT d|', false)).not.toEqual([])
  expect(labels('SELECT m.| FROM device_metrics m', false)).toHaveLength(4)
})

test('what is written is what was begun and nothing before it', () => {
  const { from, list } = at('SELECT temp| FROM device_metrics')
  expect(from).toBe(7)
  expect(list[0]).toMatchObject({ label: 'temperature', text: 'temperature', note: 'DOUBLE, °C of device_metrics' })
  expect(at('SELECT Temperature| FROM device_metrics').isWhole).toBe(true)
})
