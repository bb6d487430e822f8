export const RESULT_VIEWS = ['table', 'chart'] as const
export type ResultView = (typeof RESULT_VIEWS)[number]

export interface SqlSearch {
  q?: string
  view?: ResultView
}
