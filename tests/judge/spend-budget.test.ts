import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spendBudget, spendersOf } from '../../src/judge/spend-budget.ts'
import type { Slice } from '../../src/judge/spend-budget.ts'
import { describeBudget } from '../../src/model/describe-budget.ts'
import type { BudgetMethod, ErrorBudget } from '../../src/model/error-budget.ts'
import { runsForOneBad } from '../../src/model/error-budget.ts'

fc.configureGlobal({ seed: 2026 })

const budgetOf = (target: number, window: number | `${number}d`, method: BudgetMethod = 'timeslices'): ErrorBudget => ({
  target,
  window: typeof window === 'number' ? { unit: 'runs', length: window } : { unit: 'days', length: Number.parseInt(window, 10) },
  method,
})

/** One run a day, the newest first: `x` is a bad one. */
const runs = (text: string): Slice[] =>
  text.split('').map((mark, i) => ({
    run: `run-${i}`,
    startedAt: new Date(Date.UTC(2026, 5, 30 - i)).toISOString(),
    isGood: mark !== 'x',
    samples: { good: mark === 'x' ? 6 : 10, total: 10 },
  }))

const good = (count: number) => '.'.repeat(count)
const told = (budget: ErrorBudget, text: string) => {
  const state = spendBudget(budget, runs(text))
  return `${state.status} | ${describeBudget(budget, state).replace(/^error budget /, '')}`
}

describe('runs of a window', () => {
  test.each([
    ['', 'learning | 95% of 50 runs: no run counts so far'],
    ['.', 'learning | 95% of 50 runs: 0 of 2.5 bad runs spent (0%), learning (1 of 20 runs)'],
    ['x', 'learning | 95% of 50 runs: 1 of 2.5 bad runs spent (40%), learning (1 of 20 runs)'],
    // However few there are: what follows cannot make it good.
    ['xxx', 'spent | 95% of 50 runs: 3 of 2.5 bad runs spent (120%), learning (3 of 20 runs)'],
    [good(19), 'learning | 95% of 50 runs: 0 of 2.5 bad runs spent (0%), learning (19 of 20 runs)'],
    [good(20), 'within | 95% of 50 runs: 0 of 2.5 bad runs spent (0%)'],
    [`x${good(30)}`, 'within | 95% of 50 runs: 1 of 2.5 bad runs spent (40%), burning 1x over the last 20 runs'],
    [`xx${good(48)}`, 'within | 95% of 50 runs: 2 of 2.5 bad runs spent (80%), burning 2x over the last 20 runs, spent after 6 more runs at this rate'],
    [`xx${good(47)}x`, 'spent | 95% of 50 runs: 3 of 2.5 bad runs spent (120%), burning 2x over the last 20 runs'],
    // It has left the window.
    [`xx${good(48)}x`, 'within | 95% of 50 runs: 2 of 2.5 bad runs spent (80%), burning 2x over the last 20 runs, spent after 6 more runs at this rate'],
    [good(60), 'within | 95% of 50 runs: 0 of 2.5 bad runs spent (0%)'],
  ])('%s', (text, expected) => {
    expect(told(budgetOf(0.95, 50), text)).toBe(expected)
  }) // prettier-ignore

  test('at the target to a hair, in spite of binary fractions', () => {
    expect(spendBudget(budgetOf(0.9, 10), runs(`x${good(9)}`))).toMatchObject({ status: 'learning', spent: 1 })
    expect(spendBudget(budgetOf(0.9, 10), runs(`xx${good(8)}`))).toMatchObject({ status: 'spent' })
  })
})

describe('fast burn', () => {
  test.each([
    [`x${good(4)}xxx${good(12)}`, 'burning'],
    // The last five are good: it is over.
    [`${good(5)}xxxx${good(11)}`, 'within'],
    [`xxx${good(17)}`, 'within'],
    [`xxxx${good(15)}`, 'learning'],
    [`xxxxx${good(15)}`, 'burning'],
  ])('of a budget of 300 runs: %s', (text, status) => {
    expect(spendBudget(budgetOf(0.95, 300), runs(text)).status).toBe(status)
  })

  test('says how fast', () => {
    expect(told(budgetOf(0.95, 100), `xxxxx${good(95)}`)).toMatch(/, spent after 1 more run at this rate$/)
    expect(told(budgetOf(0.95, 300), `xxxx${good(16)}`)).toBe(
      'burning | 95% of 300 runs: 4 of 15 bad runs spent (26.7%), burning fast: 16x over the last 5 and 4x over the last 20 runs, spent after 56 more runs at this rate',
    )
  })

  test('is no news of one or two bad runs, however high the target', () => {
    expect(spendBudget(budgetOf(0.999, 1000), runs(`x${good(19)}`)).status).toBe('within')
    expect(spendBudget(budgetOf(0.99, 1000), runs(`xx${good(18)}`)).status).toBe('within')
    expect(spendBudget(budgetOf(0.99, 1000), runs(`xxx${good(17)}`)).status).toBe('burning')
  })
})

describe('days', () => {
  test('counts back from the newest run', () => {
    expect(spendBudget(budgetOf(0.5, '7d'), runs(`xx${good(5)}xxx`))).toMatchObject({ runs: 7, good: 5, allowed: 3.5 })
  })

  test('lets one run be bad, however few there are, and not two', () => {
    expect(told(budgetOf(0.95, '30d'), 'x')).toBe('learning | 95% of 30 days: 1 of 1 bad runs spent (100%), learning (1 of 20 runs)')
    expect(spendBudget(budgetOf(0.95, '30d'), runs('xx'))).toMatchObject({ status: 'spent', spent: 2 })
  }) // prettier-ignore

  test('without a run nothing is spent', () => {
    expect(spendBudget(budgetOf(0.95, '30d'), [])).toMatchObject({ status: 'learning', runs: 0, spent: 0 })
  })

  test('leaves out runs whose time cannot be read', () => {
    const odd = [...runs('..'), { run: 'odd', startedAt: 'once', isGood: false }]
    expect(spendBudget(budgetOf(0.95, '30d'), odd)).toMatchObject({ runs: 2, good: 2 })
    expect(spendBudget(budgetOf(0.95, '30d'), odd.slice(2))).toMatchObject({ status: 'learning', runs: 0 })
  })
})

describe('samples', () => {
  test('by occurrences', () => {
    const budget = budgetOf(0.95, 50, 'occurrences')
    expect(told(budget, `x${good(29)}`)).toBe('within | 95% of 50 runs: 4 of 25 bad samples spent (16%), burning 0.4x over the last 20 runs')
    expect(spendBudget(budget, runs('xxxxxxx'))).toMatchObject({ status: 'spent', good: 42, total: 70, allowed: 25 })
  }) // prettier-ignore

  test('by the share of each run', () => {
    const budget = budgetOf(0.95, 50, 'ratio-timeslices')
    expect(spendBudget(budget, runs('x..'))).toMatchObject({ status: 'learning', good: 2.6, total: 3, allowed: 2.5, spent: 0.16 })
  })

  test('runs that do not know theirs count by runs only', () => {
    const unknown = runs('xx').map(({ run, startedAt, isGood }) => ({ run, startedAt, isGood }))
    expect(spendBudget(budgetOf(0.95, 50, 'occurrences'), unknown)).toMatchObject({ status: 'learning', runs: 0 })
    expect(spendBudget(budgetOf(0.95, 50), unknown)).toMatchObject({ runs: 2 })
  })
})

test('the runs that spent it are those of its window', () => {
  const text = `.x..x${good(50)}x`
  expect(spendersOf(budgetOf(0.95, 50), runs(text))).toEqual([
    { run: 'run-1', bad: 1 },
    { run: 'run-4', bad: 1 },
  ])
  expect(spendersOf(budgetOf(0.95, 50, 'ratio-timeslices'), runs('x'))).toEqual([{ run: 'run-0', bad: 0.4 }])
  expect(spendersOf(budgetOf(0.95, 50, 'occurrences'), runs('x'))).toEqual([{ run: 'run-0', bad: 4 }])
})

test('runs that do not know their samples spent none', () => {
  const unknown = runs('x').map(({ run, startedAt, isGood }) => ({ run, startedAt, isGood }))
  expect(spendersOf(budgetOf(0.95, 50, 'occurrences'), unknown)).toEqual([])
})

test('one bad run more never leaves more', () => {
  const method = fc.constantFrom<BudgetMethod>('occurrences', 'timeslices', 'ratio-timeslices')
  const target = fc.double({ min: 0.5, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 80 }), fc.nat(), target, method, (all, at, share, counts) => {
      const budget = budgetOf(share, 50, counts)
      const text = (bad: readonly boolean[]) => bad.map((isBad) => (isBad ? 'x' : '.')).join('')
      const worse = all.map((isBad, i) => isBad || i === at % all.length)
      const [before, after] = [spendBudget(budget, runs(text(all))), spendBudget(budget, runs(text(worse)))]
      expect(after.spent).toBeGreaterThanOrEqual(before.spent)
      expect(after.burn.last20 ?? 0).toBeGreaterThanOrEqual(before.burn.last20 ?? 0)
    }),
  )
})

test.each([[0.95, 20], [0.9, 10], [0.99, 100], [0.5, 2], [0.97, 34]])('%d lets one of %d runs be bad', (target, fewest) => {
  expect(runsForOneBad(target)).toBe(fewest)
}) // prettier-ignore
