import { expect, test } from 'vitest'
import { EventParser } from './event-stream'

const STREAM =
  'retry: 1000\nevent: hello\ndata: {"topics":[]}\nid: 1\n\n' +
  ': a comment\n\nevent: fleet\ndata: {"a":1,\ndata: "b":2}\nid: 2;1@0:0\n\n'

test('events come out the same wherever the stream is cut', () => {
  const whole = new EventParser().push(STREAM)
  expect(whole).toEqual([
    { event: 'hello', data: '{"topics":[]}', id: '1' },
    { event: 'fleet', data: '{"a":1,\n"b":2}', id: '2;1@0:0' },
  ])
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const parser = new EventParser()
    expect([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))]).toEqual(whole)
  }
})

test('an event that is not whole waits', () => {
  const parser = new EventParser()
  expect(parser.push('event: beat\ndata: {}')).toEqual([])
  expect(parser.push('\n\n')).toEqual([{ event: 'beat', data: '{}', id: '' }])
})
