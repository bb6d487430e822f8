// The times that completeness and lateness are looked at over.
export const QUALITY_SPANS = { '24 h': 24, '3 d': 72, '7 d': 168, '30 d': 720, '90 d': 2160 } as const
export type QualitySpan = keyof typeof QUALITY_SPANS
export const VIEWS = ['map', 'table'] as const
export type View = (typeof VIEWS)[number]

/** Hours of a cell: hours up to a week, then days. */
export const unitOf = (hours: number) => (hours <= 168 ? 1 : 24)
