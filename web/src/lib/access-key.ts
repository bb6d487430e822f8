// Where the key of who looks is kept: this file alone knows, so that another way of signing in
// changes nothing else. It ends with the tab and is never written to a disk by us.
const NAME = 'telltale-key'

export const accessKey = {
  read: (): string | null => sessionStorage.getItem(NAME),
  keep: (key: string): void => sessionStorage.setItem(NAME, key),
  forget: (): void => sessionStorage.removeItem(NAME),
}

/** What a request carries so that the server knows who asks. */
export function accessFields(): Record<string, string> {
  const key = accessKey.read()
  return key === null ? {} : { authorization: `Bearer ${key}` }
}
