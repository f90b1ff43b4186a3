import { expect, test } from 'vitest'
import { describeLimit, failsRun, limitHit, mergeLimits, withHeld } from '../../src/model/limit-hit.ts'
import type { Limit } from '../../src/model/limit.ts'

const memory: Limit = { name: 'memory', max: 2 ** 30, written: '1GiB', onExceed: 'kill', sustained: 0 }
const run = { kind: 'run', name: 'run' } as const

test('a hit says by how much, who, what was done and what ran', () => {
  const hit = limitHit(memory, 1.5e9, {
    subject: run,
    culprit: '`node hog.mjs` (pid 41)',
    running: ['tests/a.test.ts > allocates'],
    done: 'which was killed',
  })
  expect(hit).toMatchObject({ kind: 'exceeded', limit: 'memory', onExceed: 'kill', max: 2 ** 30, measured: 1.5e9 })
  expect(describeLimit(hit)).toBe(
    'memory 1.5GB of the run > limit 1GiB, by `node hog.mjs` (pid 41), which was killed, while tests/a.test.ts > allocates ran',
  )
})

test('what is not known is left out, and a long list is cut', () => {
  const subject = { kind: 'command', name: 'build' } as const
  expect(describeLimit(limitHit(memory, 2 ** 30 + 1, { subject, running: [] }))).toBe(
    'memory 1.073741825GB of command build > limit 1GiB',
  )
  const many = limitHit(memory, 2e9, { subject, running: ['a', 'b', 'c', 'd', 'e'] })
  expect(describeLimit(many)).toBe('memory 2GB of command build > limit 1GiB, while a, b, c and 2 more ran')
})

test('what cannot be enforced is told and fails nothing', () => {
  const gap = { kind: 'not-enforced', limit: 'network', written: '1MB/s', subject: run, reason: 'there is no /proc' } as const
  expect(describeLimit(gap)).toBe('network of the run: limit 1MB/s is not enforced here: there is no /proc')
  expect(failsRun(gap)).toBe(false)
})

test.each([
  ['fail', true],
  ['kill', true],
  ['warn', false],
] as const)('%s fails the run: %s', (onExceed, fails) => {
  expect(failsRun(limitHit({ ...memory, onExceed }, 2e9, { subject: run, running: [] }))).toBe(fails)
})

const held = { kind: 'held', limit: 'memory', written: '1GiB' } as const
const disk: Limit = { name: 'disk', max: 1, written: '1B', onExceed: 'fail', sustained: 0 }
const hit = limitHit(memory, 2e9, { subject: run, running: [] })
const gap = { kind: 'not-enforced', limit: 'memory', written: '1GiB', subject: run, reason: 'there is no /proc' } as const

test('what was declared and not crossed was held', () => {
  expect(describeLimit(held)).toBe('memory: limit 1GiB held')
  expect(failsRun(held)).toBe(false)
  expect(withHeld([], [])).toEqual([])
  expect(withHeld([memory, disk], [hit, gap])).toEqual([hit, gap, { kind: 'held', limit: 'disk', written: '1B' }])
  expect(withHeld([disk], [hit])).toEqual([{ kind: 'held', limit: 'disk', written: '1B' }, hit])
})

test.each([
  ['held in every run', [[held], [held]], [held]],
  ['crossed in one of them', [[held], [hit]], [hit]],
  ['not enforced in one of them', [[held], [gap]], [gap]],
  ['unknown to one of them', [[held], []], [{ ...gap, reason: 'it was not set, or not to this, when the tests ran' }]],
  [
    'with another bound',
    [[{ ...held, written: '2GiB' }]],
    [{ ...gap, reason: 'it was not set, or not to this, when the tests ran' }],
  ],
])('of several runs, %s', (_, runs, expected) => {
  expect(mergeLimits([memory], runs)).toEqual(expected)
})
