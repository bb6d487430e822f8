import type { Act } from '../../api/get-audit'

/** What the address says about the page. */
export interface AuditSearch {
  act?: Act
}
