import { expect, test } from 'vitest'
import { ACTS, type AuditEntry } from '../../api/get-audit'
import { sentenceOf } from './sentences'

function told(some: Partial<AuditEntry>): string {
  const entry = { number: 1, at: '', from: '', by: 'ada', act: 'signed_in', about: '', detail: '', ...some }
  const { who, does, whom, detail } = sentenceOf(entry)
  return [who, does, whom, detail && `(${detail})`].filter(Boolean).join(' ')
}

test('what is done to others names them', () => {
  expect(told({ act: 'user_made', about: 'bob', detail: 'viewer' })).toBe('ada made the user bob (viewer)')
  expect(told({ act: 'two_factor_off', about: 'bob' })).toBe('ada turned off the second factor of bob')
  expect(told({ act: 'password_changed', about: 'bob' })).toBe('ada set the password of bob')
})

test('what somebody does to themselves does not name them twice', () => {
  for (const about of ['ada', '']) {
    expect(told({ act: 'password_changed', about })).toBe('ada changed their password')
    expect(told({ act: 'two_factor_on', about })).toBe('ada turned on their second factor')
    expect(told({ act: 'signed_in', about })).toBe('ada signed in')
  }
})

test('who was not let in has the name that was tried', () => {
  const refused = { act: 'sign_in_refused', about: 'mallory', detail: 'the password is wrong' }
  expect(told({ ...refused, by: '' })).toBe('mallory was not let in (the password is wrong)')
  expect(told({ ...refused, by: 'mallory' })).toBe('mallory was not let in (the password is wrong)')
  expect(told({ act: 'sign_in_refused', by: '' })).toBe('somebody was not let in')
})

test('an act of a newer server keeps its own name', () => {
  expect(told({ act: 'lake_renamed', about: 'plant' })).toBe('ada lake renamed plant')
})

test('each act has words of its own', () => {
  const all = ACTS.map((act) => told({ act, about: 'bob' }))
  expect(new Set(all).size).toBe(ACTS.length)
  for (const sentence of all) expect(sentence).not.toContain('_')
})
