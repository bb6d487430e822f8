export interface SqlSearch {
  q?: string
}
