// What a column of a result holds, by the name of its type as the server gives it.
export type ColumnKind = 'time' | 'number' | 'text' | 'other'

const KINDS: Record<Exclude<ColumnKind, 'other'>, RegExp> = {
  time: /^(TIMESTAMP(TZ|_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE|DATE)$/,
  number: /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL(\(\d+,\d+\))?)$/,
  text: /^(VARCHAR|BOOLEAN|ENUM.*|UUID)$/,
}

export function kindOf(type: string): ColumnKind {
  const [kind] = Object.entries(KINDS).find(([, pattern]) => pattern.test(type)) ?? ['other']
  return kind as ColumnKind
}
