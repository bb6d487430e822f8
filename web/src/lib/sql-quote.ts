// Names, texts and times as SQL has them: all that somebody else wrote goes into a query through here.

/** A column or table: between double quotes, those within it doubled. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text: between single quotes, those within it doubled; a backslash means itself. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A moment, given in milliseconds since 1970. */
export function sqlTime(time_ms: number): string {
  return `TIMESTAMPTZ ${sqlText(new Date(time_ms).toISOString())}`
}

/** A whole number as a literal of SQL. */
export function sqlWhole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`)
  return String(value)
}

/** A number as a literal of SQL. */
export function sqlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number`)
  return String(value)
}
