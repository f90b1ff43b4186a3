import { describe, expect, test } from 'vitest'
import type { Contest } from '../../../src/commands/bisect/bench-of-commits.ts'
import { search } from '../../../src/commands/bisect/search.ts'
import { comparePairs } from '../../../src/judge/compare-pairs.ts'
import type { Commit } from '../../../src/model/bisection.ts'
import { SloError } from '../../../src/model/fault.ts'

const commit = (id: string): Commit => ({ id: id.padEnd(40, '0'), author: 'Ada', date: '2026-01-01', subject: id })
const spread = [-0.04, 0.03, -0.02, 0.05, -0.03, 0.02, 0.04, -0.05, 0.01, -0.01]

/** A history of commits that take so many milliseconds each, the good end first; NaN for one that cannot be built. */
async function bisect(...takes: readonly number[]) {
  const all = takes.map((_, at) => commit(String(at)))
  const controller = new AbortController()
  const tried: string[] = []
  const compare = async ({ base, head, wanted = () => true, judge = comparePairs }: Contest) => {
    const [before, after] = [base, head].map(({ subject }) => takes[Number(subject)] as number) as [number, number]
    tried.push(`${base.subject}-${head.subject}`)
    if (Number.isNaN(after)) throw new SloError('npm run build ended with exit code 1\nand more')
    if (after === Infinity) {
      controller.abort(new SloError('interrupted'))
      throw new SloError('the build was ended')
    }
    const series = { subject: { kind: 'measure', name: 'work' }, metric: 'cpuTime', unit: 'ms' } as const
    if (after === 0) return []
    const compared = judge({ ...series, base: spread.map(() => before), head: spread.map((noise) => after * (1 + noise)) })
    const beside = { ...compared, statistic: 'max', isBeside: true } as const
    return [beside, { ...compared, statistic: base.subject === '0' ? 'min' : 'p25' } as const].filter(wanted)
  }
  const range = { good: all[0] as Commit, commits: all.slice(1) }
  const said: string[] = []
  const found = await search({ range, compare, say: (line) => void said.push(line), signal: controller.signal })
  return { ...found, tried, said }
}

describe('the commit is', () => {
  test('found among seven, and compared with the one before it', async () => {
    const { result, tried, said } = await bisect(100, 100, 101, 99, 140, 141, 140, 140)
    expect(result).toMatchObject({ kind: 'found', commit: { subject: '4' }, comparison: { verdict: 'worse', base: 99 } })
    expect(tried).toEqual(['0-7', '0-3', '0-5', '0-4', '3-4'])
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "the ends: is 70000000 worse than 00000000?
      yes, cpuTime by +39.9 % [+33.0 %, +47.0 %]; 6 commits between them
      30000000 3  -1.0 % [-5.9 %, +4.0 %]  good
      50000000 5  +40.9 % [+33.9 %, +48.1 %]  bad
      40000000 4  +39.9 % [+33.0 %, +47.0 %]  bad
      is it 40000000? it against the one before it"
    `)
  })

  test('the only one', async () => {
    expect(await bisect(100, 140)).toMatchObject({
      result: { kind: 'found', commit: { subject: '1' } },
      tried: ['0-1'],
      steps: [],
    })
  })

  test('found beside one that cannot be built', async () => {
    const { result, steps } = await bisect(100, 100, Number.NaN, 100, 140)
    expect(result).toMatchObject({ kind: 'found', commit: { subject: '4' } })
    expect(steps[0]).toMatchObject({ finding: 'skipped', reason: 'npm run build ended with exit code 1' })
  })

  test('one of several where those between cannot be built or measured', async () => {
    const { result } = await bisect(100, Number.NaN, 0, 140, 140)
    expect(result).toMatchObject({ kind: 'undecided', suspects: [{ subject: '1' }, { subject: '2' }, { subject: '3' }] })
  })

  test('none where the change came in small steps', async () => {
    const steps = Array.from({ length: 25 }, (_, at) => 100 * 1.015 ** at)
    expect(await bisect(...steps)).toMatchObject({ result: { kind: 'undecided' } })
  })

  test('not looked for where the ends do not differ', async () => {
    const same = await bisect(100, 140, 100)
    expect(same).toMatchObject({ result: { kind: 'no-difference', reason: expect.stringContaining('cannot be told apart') }, tried: ['0-2'] }) // prettier-ignore
    expect(await bisect(100, 140, 50)).toMatchObject({ result: { kind: 'no-difference', reason: expect.stringContaining('nothing') } }) // prettier-ignore
  })
})

test('an interrupt ends it', async () => {
  await expect(bisect(100, Infinity, 140)).rejects.toThrow('the build was ended')
})
