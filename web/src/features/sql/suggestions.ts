// What may stand where one writes: names of the lake first, those that the query means before others.
import type { Table } from '../../api/get-catalog'
import { sqlName } from '../../lib/sql-quote'
import { isTablePlace, type Named, namedTables } from './named-tables'
import { nameOf, type Token, tokensOf } from './sql-tokens'
import { FUNCTIONS, isReserved, KEYWORDS } from './sql-words'
import { withNames } from './with-names'

export interface Suggestion {
  label: string
  kind: 'column' | 'table' | 'alias' | 'word' | 'function'
  note: string
  /** What is written in place of what was begun. */
  text: string
}
export interface Suggestions {
  /** Where the word begins that they are for; it ends where one writes. */
  from: number
  list: Suggestion[]
  /** One of them stands there already. */
  isWhole: boolean
}
const SUGGESTIONS_MAX = 60
const NOTHING: Suggestions = { from: 0, list: [], isWhole: false }

/** `isAsked`: also where no word was begun. */
export function suggestionsAt(sql: string, caret: number, tables: Table[], isAsked: boolean): Suggestions {
  const tokens = tokensOf(sql)
  if (tokens.some((token) => isWithin(token, caret))) return NOTHING
  const begun = tokens.find(({ kind, from, to }) => kind === 'word' && from < caret && caret <= to)
  const from = begun?.from ?? caret
  const before = tokens.filter(({ kind, to }) => kind !== 'comment' && to <= from)
  const owner = ownerOf(before, from)
  if (!begun && owner === undefined && !isAsked) return NOTHING
  const typed = sql.slice(from, caret).toLowerCase()
  const all = owner === undefined ? allOf(before, tokens, tables) : columnsOf(owner, namedTables(tokens), tables)
  const list = matching(all, typed).slice(0, SUGGESTIONS_MAX)
  return { from, list, isWhole: list.some(({ label }) => label.toLowerCase() === typed) }
}

// In a text, a comment, a quoted name or a number no name is written.
function isWithin({ kind, text, from, to }: Token, caret: number): boolean {
  if (kind === 'word' || kind === 'sign') return false
  const isEnded = kind === 'number' ? false : kind === 'comment' ? text.endsWith('*/') : /^(['"]).*\1$/s.test(text)
  return from < caret && (caret < to || (caret === to && !isEnded))
}

/** What stands before the dot before the word: `m` of `m.temp`. */
function ownerOf(before: Token[], from: number): string | undefined {
  const dot = before.at(-1)
  return dot?.text === '.' && dot.to === from ? nameOf(before.at(-2)) : undefined
}

function columnsOf(owner: string, named: Named[], tables: Table[]): Suggestion[] {
  const isOwner = (name: string) => name.toLowerCase() === owner.toLowerCase()
  const table = named.find(({ as }) => isOwner(as))?.table ?? owner
  return tables.filter(({ name }) => name.toLowerCase() === table.toLowerCase()).flatMap(columns)
}

function allOf(before: Token[], tokens: Token[], tables: Table[]): Suggestion[] {
  const named = namedTables(tokens)
  const isNamed = ({ name }: Table) => named.some(({ table }) => table.toLowerCase() === name.toLowerCase())
  const given = withNames(tokens).map((name) => suggestion(name, 'table', 'of this query'))
  const names = [...given, ...tables.map(({ name, what }) => suggestion(name, 'table', what))]
  const aliases = named
    .filter(({ table, as }) => table !== as)
    .map(({ table, as }) => suggestion(as, 'alias', table))
  const own = tables.filter(isNamed).flatMap(columns)
  const others = tables.filter((table) => !isNamed(table)).flatMap(columns)
  const words = KEYWORDS.map((word) => ({ label: word, kind: 'word' as const, note: '', text: word }))
  if (isTablePlace(before)) return [...names, ...words]
  return unique([...own, ...aliases, ...functions(), ...words, ...names, ...others])
}

function functions(): Suggestion[] {
  return Object.entries(FUNCTIONS).map(([name, takes]) => ({
    label: `${name}()`,
    kind: 'function',
    note: takes,
    text: takes === '' ? `${name}()` : `${name}(`,
  }))
}

function columns({ name: table, columns }: Table): Suggestion[] {
  return columns.map(({ name, type, unit }) =>
    suggestion(name, 'column', `${unit ? `${type}, ${unit}` : type} of ${table}`),
  )
}

function suggestion(label: string, kind: Suggestion['kind'], note: string): Suggestion {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(label) && !isReserved(label)
  return { label, kind, note, text: isPlain ? label : sqlName(label) }
}

function unique(list: Suggestion[]): Suggestion[] {
  const seen = new Set<string>()
  return list.filter(({ kind, label }) => {
    const name = `${kind} ${label}`
    return !seen.has(name) && seen.add(name)
  })
}

/** Those that begin so, then those of the lake one of whose later words does: `time` of `event_time`. */
function matching(all: Suggestion[], typed: string): Suggestion[] {
  if (typed === '') return all
  const begins = ({ label }: Suggestion) => label.toLowerCase().startsWith(typed)
  const goesOn = ({ kind, label }: Suggestion) => kind !== 'word' && label.toLowerCase().includes(`_${typed}`)
  return [...all.filter(begins), ...all.filter((one) => !begins(one) && goesOn(one))]
}
