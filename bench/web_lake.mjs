// A lake for bench/web_scale.mjs: a fleet of many devices, and one device with a long past.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROGRAM } from '../tests/e2e/server.mjs'

const START_MS = Date.parse('2025-01-01T00:00:00Z')
/** Of the fleet: who reports later with the same is the same devices. */
export const SEED = 5
const PIECE_ROWS = 2_000_000
const PIECE_MS_MAX = 900_000
/** The device of the long past reports every second. */
export const LONG = 'long-1'
export const longWindow = (points) => ({ from: START_MS, to: START_MS + points * 1_000 })

function telltale(...words) {
  const options = { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', timeout: PIECE_MS_MAX }
  const done = spawnSync(PROGRAM, words.map(String), options)
  if (done.status !== 0) throw new Error(`telltale ${words.join(' ')}: ${done.error ?? done.stderr}`)
}

/** The lake's folder; made where it is not there. `rows` are those of all, `points` those of one. */
export function makeLake({ folder, devices, rows, points }) {
  const name = `web-${devices}-${rows}-${points}`
  const lake = join(folder, name)
  const made = join(folder, `${name}.made`)
  if (existsSync(made)) return lake
  rmSync(lake, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  telltale('init', lake)
  const file = join(folder, `${name}.ndjson`)
  addFleet(lake, file, devices, Math.ceil((rows - points) / devices))
  addLong(lake, file, points)
  telltale('maintain', '--data', lake)
  rmSync(file)
  writeFileSync(made, '')
  return lake
}

function addFleet(lake, file, devices, minutes) {
  const piece = Math.max(1, Math.floor(PIECE_ROWS / devices))
  for (let minute = 0; minute < minutes; minute += piece) {
    const start = new Date(START_MS + minute * 60_000).toISOString()
    const length = `${Math.min(piece, minutes - minute)}min`
    const fleet = ['--devices', devices, '--duration', length, '--seed', SEED, '--faults', 'all']
    telltale('simulate', ...fleet, '--start', start, '--out', file)
    telltale('ingest', '--data', lake, file)
    console.log(`lake: the fleet's first ${Math.min(minutes, minute + piece)} of ${minutes} minutes`)
  }
}

function addLong(lake, file, points) {
  for (let begin = 0; begin < points; begin += PIECE_ROWS) {
    const end = Math.min(points, begin + PIECE_ROWS)
    writeFileSync(file, Array.from({ length: end - begin }, (_, at) => longRecord(begin + at)).join(''))
    telltale('ingest', '--data', lake, file)
    console.log(`lake: the long device's first ${end} of ${points} readings`)
  }
}

const hundredths = (value) => Math.round(value * 100) / 100

function longRecord(second) {
  const record = {
    device_id: LONG,
    timestamp: new Date(START_MS + second * 1_000).toISOString(),
    temperature: hundredths(20 + 5 * Math.sin(second / 13_751) + ((second * 7_919) % 101) / 100),
    humidity: hundredths(50 + 9 * Math.cos(second / 27_503) + ((second * 104_729) % 97) / 100),
  }
  return `${JSON.stringify(record)}\n`
}
