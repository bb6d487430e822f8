// The first that fits: each names itself, and those that it pretends to be, too.
const BROWSERS = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
const SYSTEMS = {
  Android: 'Android',
  iPhone: 'iPhone',
  iPad: 'iPad',
  Windows: 'Windows',
  'Mac OS X': 'macOS',
  Linux: 'Linux',
}

/** A browser's name for itself in two words; of what is no browser, all of it. */
export function agentName(agent: string): string {
  const browser = firstIn(BROWSERS, (mark) => agent.includes(`${mark}/`))
  const system = firstIn(SYSTEMS, (mark) => agent.includes(mark))
  return browser && system ? `${browser} on ${system}` : agent
}

function firstIn(names: Record<string, string>, isIn: (mark: string) => boolean): string | undefined {
  return Object.entries(names).find(([mark]) => isIn(mark))?.[1]
}
