import type { components } from './contract'

/** What the server's contract calls its answers, by their names in api/openapi.yaml. */
export type Schemas = components['schemas']
