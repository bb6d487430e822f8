/** What the address says of the map. */
export interface MapSearch {
  /** Latitude, longitude and zoom; without it the whole fleet is shown. */
  map?: string
  table?: boolean
}
