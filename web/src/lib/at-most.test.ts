import { expect, test } from 'vitest'
import { atMost } from './at-most'

const open = new AbortController().signal

function pieces(count: number) {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const works = Array.from({ length: count }, (_, place) => () => {
    begun.push(place)
    return new Promise<number>((resolve) => (ends[place] = () => resolve(place)))
  })
  return { begun, ends, works }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('two run, the third begins when one of them ends', async () => {
  const run = atMost(2)
  const { begun, ends, works } = pieces(3)
  const answers = Promise.all(works.map((work) => run(open, work)))
  await settled()
  expect(begun).toEqual([0, 1])
  ends[1]!()
  await settled()
  expect(begun).toEqual([0, 1, 2])
  ends[0]!()
  ends[2]!()
  expect(await answers).toEqual([0, 1, 2])
})

test('what is given up while it waits never runs, and takes no place', async () => {
  const run = atMost(1)
  const { begun, ends, works } = pieces(3)
  const first = run(open, works[0]!)
  const gone = new AbortController()
  const second = run(gone.signal, works[1]!)
  const third = run(open, works[2]!)
  gone.abort()
  await expect(second).rejects.toThrow()
  ends[0]!()
  await first
  await settled()
  expect(begun).toEqual([0, 2])
  ends[2]!()
  expect(await third).toBe(2)
})

test('what fails makes room', async () => {
  const run = atMost(1)
  await expect(run(open, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await run(open, () => Promise.resolve(7))).toBe(7)
})
