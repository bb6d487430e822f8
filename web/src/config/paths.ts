// The pages, in the order of the navigation. The server answers these addresses with the page
// (src/serve/web_pages.cc): a new one is named there, too.
export const PATHS = {
  overview: '/',
  anomalies: '/anomalies',
  devices: '/devices',
  explore: '/explore',
  boards: '/boards',
  quality: '/quality',
  sql: '/sql',
  platform: '/platform',
  keys: '/keys',
  users: '/users',
  audit: '/audit',
  account: '/account',
} as const
