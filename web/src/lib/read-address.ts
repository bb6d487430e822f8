// Parts of an address as what they mean; what means nothing is undefined.
export type Search = Record<string, unknown>

/** A text that looks like a number, true or false was read as that. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function timeOf(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined
}

/** At most so many texts, each once. */
export function textsOf(value: unknown, most: number): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const texts = value.map(textOf).filter((text) => text !== undefined)
  return texts.length > 0 ? [...new Set(texts)].slice(0, most) : undefined
}

/** Without what is undefined, so that it does not stand in the address. */
export function only<T extends object>(search: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T
}

/** Of an address what `read` understands, and nothing else but what is `kept`: the router itself would
 * let through what means nothing. */
export function understood<T extends object>(read: (search: Search) => T, kept: readonly string[]) {
  return (search: Search): T => {
    const others = Object.keys(search).filter((name) => !kept.includes(name))
    return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...read(search) }
  }
}
