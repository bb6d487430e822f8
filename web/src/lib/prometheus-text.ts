// What /metrics says, taken apart (the text format of Prometheus, 0.0.4).
export type Labels = Record<string, string>
export interface Sample {
  labels: Labels
  value: number
}
/** Samples by the name on their line; a name that was announced and has none is there, too. */
export type Metrics = ReadonlyMap<string, readonly Sample[]>

const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g
const TYPE = /^#\s*TYPE\s+(\S+)/

export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, Sample[]>()
  for (const line of text.split('\n')) {
    const announced = TYPE.exec(line)
    if (announced) listOf(metrics, announced[1]!)
    if (line.startsWith('#')) continue
    const found = LINE.exec(line.trim())
    if (!found) continue
    const [, name, labels, value] = found
    listOf(metrics, name!).push({ labels: labelsOf(labels ?? ''), value: numberOf(value!) })
  }
  return metrics
}

/** What samples add up to that have such labels; nothing where the name is not known. */
export function sumOf(metrics: Metrics, name: string, where: Labels = {}): number | undefined {
  const samples = metrics.get(name)
  return samples && matching(samples, where).reduce((sum, { value }) => sum + value, 0)
}

/** The one value that has such labels, where there is one. */
export function valueOf(metrics: Metrics, name: string, where: Labels = {}): number | undefined {
  return matching(metrics.get(name) ?? [], where)[0]?.value
}

export function matching(samples: readonly Sample[], where: Labels): Sample[] {
  const wanted = Object.entries(where)
  return samples.filter(({ labels }) => wanted.every(([name, value]) => labels[name] === value))
}

function listOf(metrics: Map<string, Sample[]>, name: string): Sample[] {
  const list = metrics.get(name) ?? []
  metrics.set(name, list)
  return list
}

function labelsOf(text: string): Labels {
  const pairs = [...text.matchAll(LABEL)]
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, unescape(value!)]))
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))
}

function numberOf(text: string): number {
  if (/^[+-]?Inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return Number(text)
}
