// A server over one new lake, for tests in a browser: fresh folder, free port, every wait bounded,
// ended by its own process. Who asks has the lake's first key, made by the token the server printed.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, until } from './client.mjs'

export const TOP = fileURLToPath(new URL('../../', import.meta.url))
export const PROGRAM = process.env.TELLTALE_PROGRAM ?? join(TOP, 'build/web/bin/telltale')
const MS_MAX = 60_000
const OUTPUT_MAX = 1 << 30

/** What a command of the program prints; fails with what it says. */
export function run(...words) {
  const done = spawnSync(PROGRAM, words, { encoding: 'utf8', timeout: MS_MAX, maxBuffer: OUTPUT_MAX })
  if (done.error) throw new Error(`${PROGRAM}: ${done.error.message}: run make web`)
  if (done.status !== 0) throw new Error(`telltale ${words.join(' ')}: ${done.stderr}`)
  return done.stdout
}

/** Records of an invented fleet, one a line; those of the last `minutes`, so that all of it is of now. */
export function fleetLines({ devices, minutes, faults = 'none', seed = 1 }) {
  const start = new Date(Date.now() - minutes * 60_000).toISOString()
  const words = ['--devices', devices, '--duration', `${minutes}min`, '--seed', seed, '--faults', faults]
  const text = run('simulate', ...words.map(String), '--start', start, '--out', '-')
  return text.split('\n').filter((line) => line !== '')
}

export class Server extends Client {
  #process = null
  #said = ''
  #port = 0
  #isOpen

  /** `schema`: the smart device's, or a text; `options`: of the configuration; `lake`: the folder of
   * one that is there and stays. */
  constructor({ schema, options = {}, lake } = {}) {
    super()
    this.folder = mkdtempSync(join(tmpdir(), 'telltale-e2e-'))
    this.lake = lake ?? join(this.folder, 'plant')
    this.#isOpen = options.access === 'open'
    this.config = join(this.folder, 'telltale.yaml')
    const chosen = { cut_interval_ms: 100, lanes: 2, ...options }
    const lines = Object.entries(chosen).map(([name, value]) => `${name}: ${value}\n`)
    writeFileSync(this.config, lines.join(''))
    const file = join(this.folder, 'schema.yaml')
    if (schema) writeFileSync(file, schema)
    if (!lake) run('init', this.lake, '--schema', schema ? file : 'smart_device')
  }

  /** Returns once it is ready. One that was stopped begins again at the same address. */
  async start() {
    const words = ['--config', this.config, 'serve', '--data', this.lake]
    const child = spawn(PROGRAM, [...words, '--listen', `127.0.0.1:${this.#port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    process.once('exit', () => child.kill('SIGKILL')) // whatever ends the tests ends it
    this.#process = child
    this.#said = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (this.#said += text))
    const line = await until('the server is ready', () => this.#line(/ event=ready |"event":"ready"/))
    this.#port = Number(/http:\/\/[^ "]*:(\d+)/.exec(line)[1])
    this.url = `http://127.0.0.1:${this.#port}`
    if (this.key === '' && !this.#isOpen) await this.#setUp()
    return this
  }

  #line(pattern) {
    if (this.#process.exitCode !== null) throw new Error(`the server ended: ${this.#said}`)
    return this.#said.split('\n').find((line) => pattern.test(line))
  }

  async #setUp() {
    const line = await until('the server prints a token', () => this.#line(/setup_\w+/))
    const made = await this.ask('/v1/setup', { token: /setup_\w+/.exec(line)[0] })
    this.key = made.key
  }

  async stop(signal = 'SIGTERM') {
    const child = this.#process
    if (child === null) return
    this.#process = null
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    const tooLong = setTimeout(() => child.kill('SIGKILL'), MS_MAX)
    await ended
    clearTimeout(tooLong)
  }

  /** Ends it and removes its lake, where that was its own. */
  async end() {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
