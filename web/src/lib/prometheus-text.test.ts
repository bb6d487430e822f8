import { expect, test } from 'vitest'
import { parseMetrics, sumOf, valueOf } from './prometheus-text'

const TEXT = `# HELP up Says "so", always.
# TYPE up gauge
up 1
# TYPE answers_total counter
answers_total{route="/v1/status",status="2xx"} 12
answers_total{route="/v1/status",status="5xx"} 3 1795829222000
answers_total{route="a \\"b\\\\c\\n}{d=\\"",status="2xx"} 1e3
# TYPE gaps_total counter
wait_seconds_bucket{le="+Inf"} 4
odd NaN
no value here {
`

test('samples have their labels and values', () => {
  const metrics = parseMetrics(TEXT)
  expect(valueOf(metrics, 'up')).toBe(1)
  expect(metrics.get('answers_total')![1]).toEqual({
    labels: { route: '/v1/status', status: '5xx' },
    value: 3,
  })
  expect(metrics.get('answers_total')![2]!.labels.route).toBe('a "b\\c\n}{d="')
  expect(metrics.get('wait_seconds_bucket')![0]!.labels.le).toBe('+Inf')
  expect(valueOf(metrics, 'odd')).toBeNaN()
  expect(metrics.has('no')).toBe(false)
})

test('a sum is over what has the labels; a name that is not known has none', () => {
  const metrics = parseMetrics(TEXT)
  expect(sumOf(metrics, 'answers_total')).toBe(1015)
  expect(sumOf(metrics, 'answers_total', { route: '/v1/status' })).toBe(15)
  expect(sumOf(metrics, 'gaps_total')).toBe(0)
  expect(sumOf(metrics, 'unheard_total')).toBeUndefined()
  expect(valueOf(metrics, 'gaps_total')).toBeUndefined()
})
