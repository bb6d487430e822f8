/** A text that the browser keeps until it is taken away, under one name. */
export class BrowserText {
  private readonly listeners = new Set<() => void>()

  constructor(private readonly name: string) {}

  /** Nothing also where the browser keeps nothing at all. */
  read(): string | null {
    try {
      return localStorage.getItem(this.name)
    } catch {
      return null
    }
  }

  /** Fails where the browser keeps nothing more; nothing is told then. */
  write(text: string | null): void {
    if (text === null) localStorage.removeItem(this.name)
    else localStorage.setItem(this.name, text)
    for (const tell of this.listeners) tell()
  }

  /** Tells of changes, those by other tabs, too. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      this.listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  }
}
