import { expect, test } from 'vitest'
import type { Bisection, Commit } from '../../src/model/bisection.ts'
import type { Comparison } from '../../src/model/comparison.ts'
import { changeOf, renderBisection, renderStep } from '../../src/report/bisection.ts'

const commit = (letter: string): Commit => ({ id: letter.repeat(40), author: 'Ada', date: '2026-03-01T10:00:00+01:00', subject: `change ${letter}` }) // prettier-ignore
const comparison: Comparison = {
  subject: { kind: 'measure', name: 'work' },
  metric: 'cpuTime',
  unit: 'ms',
  pairs: 10,
  base: 100,
  head: 140,
  change: 0.4,
  interval: [0.381, 0.42],
  verdict: 'worse',
  reason: '',
}
const whole = { good: commit('a'), bad: commit('d'), commits: 3, steps: [] }
const text = (result: Bisection['result'], more: Partial<Bisection> = {}) => renderBisection({ ...whole, ...more, result })

test('a commit that was found', () => {
  expect(text({ kind: 'found', commit: commit('b'), comparison })).toMatchInlineSnapshot(`
    "
     ✗ worse since   bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
       2026-03-01  Ada  change b
       cpuTime of measure work   100ms before it, 140ms with it   +40.0 % [+38.1 %, +42.0 %]   10 pairs

          bisected  aaaaaaaa..dddddddd, 3 commits
    "
  `)
})

test('nothing that can be told', () => {
  const result = { kind: 'undecided', suspects: [commit('b'), commit('c')], reason: 'it is one of these' } as const
  expect(text(result, { commits: 1 })).toMatchInlineSnapshot(`
    "
     undecided   it is one of these
       bbbbbbbb  2026-03-01  Ada  change b
       cccccccc  2026-03-01  Ada  change c

          bisected  aaaaaaaa..dddddddd, 1 commit
    "
  `)
})

test('ends that do not differ', () => {
  const { change: _, interval: __, ...fromNothing } = comparison
  const result = { kind: 'no-difference', reason: 'nothing is worse', compared: [{ ...comparison, verdict: 'same' }, fromNothing] } as const // prettier-ignore
  expect(text(result)).toMatchInlineSnapshot(`
    "
     no difference   nothing is worse
       cpuTime of measure work  +40.0 % [+38.1 %, +42.0 %]  same
       cpuTime of measure work  from 0  worse

          bisected  aaaaaaaa..dddddddd, 3 commits
    "
  `)
})

test('steps', () => {
  expect(renderStep({ commit: commit('b'), finding: 'bad', comparison })).toBe(
    'bbbbbbbb change b  +40.0 % [+38.1 %, +42.0 %]  bad',
  )
  expect(renderStep({ commit: commit('b'), finding: 'skipped', reason: 'npm run build ended with exit code 1' })).toBe(
    'bbbbbbbb change b  skipped (npm run build ended with exit code 1)',
  )
  const { interval: _, ...uncertain } = comparison
  expect(changeOf({ ...uncertain, change: -0.1 })).toBe('-10.0 %')
})
