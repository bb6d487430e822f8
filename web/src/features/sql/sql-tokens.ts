// The words of a query, as far as offering names needs them: no grammar, and a query that is half
// written is read as well as a whole one.

export type TokenKind = 'word' | 'quoted' | 'text' | 'comment' | 'number' | 'sign'
export interface Token {
  kind: TokenKind
  text: string
  from: number
  to: number
}

// What is begun and not ended reaches to the end. A quote within quotes is doubled.
const TOKEN =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^']|'')*(?:'|$))|(?<quoted>"(?:[^"]|"")*(?:"|$))|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\p{L}\p{N}_.]*)|(?<sign>\S)/gu

export function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(TOKEN)].map(({ 0: text, index, groups }) => {
    const [kind] = Object.entries(groups!).find(([, part]) => part !== undefined)!
    return { kind: kind as TokenKind, text, from: index, to: index + text.length }
  })
}

/** A name as it is meant, without its quotes; of what is no name nothing. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token?.kind === 'word') return token.text
  if (token?.kind === 'quoted') return token.text.replace(/^"|"$/g, '').replaceAll('""', '"')
  return undefined
}
