// Which tables a query names, and how it calls them.
import { isReserved } from './sql-words'
import { nameOf, type Token } from './sql-tokens'

export interface Named {
  table: string
  /** Its alias, or else its own name. */
  as: string
}
const INTO_TABLES = /^(from|join)$/i

/** Those after FROM, JOIN and the commas between them, of all SELECTs of the query. */
export function namedTables(all: Token[]): Named[] {
  const tokens = all.filter(({ kind }) => kind !== 'comment')
  const named: Named[] = []
  let place = 0
  while (place < tokens.length) {
    if (!isInto(tokens[place]!)) place += 1
    else place = readList(tokens, place + 1, named)
  }
  return named
}

function isInto({ kind, text }: Token): boolean {
  return kind === 'word' && INTO_TABLES.test(text)
}

/** Gives the place after the list that begins at `place`. */
function readList(tokens: Token[], place: number, named: Named[]): number {
  let at = place
  for (;;) {
    const table = tableAt(tokens, at)
    if (table === undefined) return at
    at += 1
    if (tokens[at]?.text.toLowerCase() === 'as') at += 1
    const alias = tableAt(tokens, at)
    if (alias !== undefined) at += 1
    named.push({ table, as: alias ?? table })
    if (tokens[at]?.text !== ',') return at
    at += 1
  }
}

function tableAt(tokens: Token[], place: number): string | undefined {
  const token = tokens[place]
  return token?.kind === 'word' && isReserved(token.text) ? undefined : nameOf(token)
}

/** Whether a name at this place is that of a table: what stands before is FROM, JOIN or a comma
 * after a table of theirs. */
export function isTablePlace(before: Token[]): boolean {
  for (let place = before.length - 1; place >= 0; place -= 1) {
    const { kind, text } = before[place]!
    if (isInto(before[place]!)) return isComplete(before.slice(place + 1))
    if (kind !== 'word' && kind !== 'quoted' && text !== ',') return false
    if (kind === 'word' && text.toLowerCase() !== 'as' && isReserved(text)) return false
  }
  return false
}

function isComplete(list: Token[]): boolean {
  return list.length === 0 || list.at(-1)!.text === ','
}
