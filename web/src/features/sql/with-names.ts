// The names that a query gives to its own subqueries: `WITH calm AS (SELECT …)`.
import { nameOf, type Token } from './sql-tokens'

const BEFORE = ['with', 'recursive', ',']

export function withNames(tokens: Token[]): string[] {
  const said = tokens.filter(({ kind }) => kind !== 'comment')
  const wordAt = (place: number) => said[place]?.text.toLowerCase()
  if (!said.some((_, place) => wordAt(place) === 'with')) return []
  return said.flatMap((token, place) => {
    const name = nameOf(token)
    const isGiven = BEFORE.includes(wordAt(place - 1) ?? '') && wordAt(place + 1) === 'as' && wordAt(place + 2) === '('
    return isGiven && name !== undefined ? [name] : []
  })
}
