// Every page, and of a page with several faces each of them, with what it must show to be the one.
const SQL =
  'SELECT device_id, device_type, status AS last_status, firmware_version FROM dim_devices LIMIT 50'

/** The address of a device's page; an id may hold slashes, which stay what they are. */
export function devicePath(device) {
  return `/devices/${device.split('/').map(encodeURIComponent).join('/')}`
}

/** `device`: one that has readings; `commit`: one that has them too; `receipt`: of any record. */
export function everyPage({ device, commit, receipt }) {
  return [
    { path: '/', shows: 'The books' },
    { path: '/?table=true', shows: 'Device types' },
    { path: '/anomalies', shows: 'Summary' },
    { path: '/anomalies?summary=table', shows: 'Summary' },
    { path: '/anomalies?charts=table', shows: 'Summary' },
    { path: '/devices', shows: 'In order of their ids' },
    { path: devicePath(device), shows: 'What is known of it' },
    { path: `${devicePath(device)}?charts=table`, shows: 'What is known of it' },
    { path: '/devices/nobody', shows: 'nobody' },
    { path: '/explore', shows: 'temperature' },
    { path: '/explore?by=%22device_type%22', shows: 'temperature' },
    { path: '/explore?view=%22distribution%22', shows: 'temperature' },
    { path: '/explore?view=%22correlation%22', shows: 'temperature' },
    { path: '/explore?view=%22calendar%22', shows: 'temperature' },
    { path: '/explore?table=true', shows: 'temperature' },
    { path: '/boards', shows: 'Boards' },
    { path: '/quality', shows: 'By log' },
    { path: `/quality?receipt=${encodeURIComponent(receipt)}&view=table`, shows: 'Lies in' },
    { path: `/sql?q=${encodeURIComponent(SQL)}`, shows: 'last_status' },
    { path: '/platform', shows: 'Newest commits' },
    { path: '/keys', shows: 'Name' },
    { path: '/users', shows: 'A new user' },
    { path: '/audit', shows: 'Entries' },
    { path: '/account', shows: 'who you are to this server' },
    { path: `/anomalies?as_of=${commit}`, shows: 'In the past' },
    { path: `/quality?as_of=${commit}`, shows: 'In the past' },
    { path: '/nowhere', shows: 'There is no such page', isElsewhere: true },
  ]
}
