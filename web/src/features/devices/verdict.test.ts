import { expect, test } from 'vitest'
import type { Device } from '../../api/get-devices'
import type { DeviceRejects } from '../../api/get-device-rejects'
import { verdictOf } from './verdict'

const NOW = Date.parse('2026-11-27T12:00:00.000Z')
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()
const device = (some: Partial<Device> = {}): Device => ({
  device_id: 'pump-7',
  state: 'connected',
  newest_time: before(20),
  received: before(20),
  interval_s: 60,
  signals: {},
  attributes: {},
  ...some,
})
const refused = (seconds: number, some: Partial<DeviceRejects> = {}): DeviceRejects => ({
  reason: 'out_of_range',
  records: 3,
  newest_ms: NOW - seconds * 1000,
  field: 'temperature',
  value: '900',
  ...some,
})
const told = (known: Device | null, rejects: DeviceRejects[]) => verdictOf(known, rejects, NOW)

test('a device of which nothing is there was never seen', () => {
  expect(told(null, []).title).toBe('It was never seen')
})

test('a device of which only rejects are there was refused, and why', () => {
  const { title, text } = told(null, [refused(60)])
  expect(title).toBe('All that it sent was refused')
  expect(text).toContain('out_of_range, as temperature was “900” (3 for this reason)')
})

test('what was refused since the last reading is why there is none', () => {
  const silent = device({ state: 'silent', received: before(900) })
  expect(told(silent, [refused(60)]).title).toBe('What it sends is refused')
  expect(told(silent, [refused(1_000)]).title).toMatch(/^Silent since/)
})

test('silence says since when, and what is usual', () => {
  const { text } = told(device({ state: 'silent', received: before(900) }), [])
  expect(text).toBe('Nothing was received for 15 min, and nothing was refused since. Usually one reading comes every 1 min.')
})

test('late is what was measured long before it was received', () => {
  expect(told(device({ newest_time: before(7_220) }), []).text).toContain('measured 2 h before it was received')
  expect(told(device({ newest_time: before(190) }), []).level).toBe('ok')
})

test('some that was refused lately is told of a device that reports', () => {
  expect(told(device(), [refused(600)]).title).toBe('It reports, and some of it is refused')
  expect(told(device(), [refused(200_000)]).title).toBe('All is well')
})

test('all is well, with what is usual', () => {
  expect(told(device(), []).text).toBe('It was heard of 20 s ago. Usually one reading comes every 1 min.')
  expect(told(device({ interval_s: null }), []).text).toContain('How often it reports is not known yet.')
})

test('what a faulty device reports is unusual, whatever else is so, and its anomalies say more', () => {
  const faulty = device({ state: 'faulty', anomaly_time: before(120), newest_time: before(7_220) })
  const { level, title, text, isUnusual } = told(faulty, [refused(600)])
  expect(level).toBe('warn')
  expect(title).toBe('It reports, and what it reports is unusual')
  expect(text).toMatch(/^It was heard of 20 s ago. .* The newest anomaly is of 27 Nov /)
  expect(isUnusual).toBe(true)
})
