/** What the address says about the page. */
export interface UsersSearch {
  /** The name of who is being changed. */
  open?: string
}
