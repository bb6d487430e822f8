const MAY_BE_LONG = /\d{16}/
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const WHOLE = /^-?\d+$/

/** Reads JSON in which whole numbers of more than 53 bits become texts: a number of JavaScript would
 * lose their last digits. */
export function parseExact<T>(text: string): T {
  return JSON.parse(MAY_BE_LONG.test(text) ? text.replace(TEXT_OR_NUMBER, exactly) : text) as T
}

const exactly = (part: string) =>
  WHOLE.test(part) && !Number.isSafeInteger(Number(part)) ? `"${part}"` : part
