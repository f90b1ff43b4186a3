import { describe, expect, test } from 'vitest'
import type { Side } from '../../../src/commands/compare/checkouts.ts'
import { takePairs } from '../../../src/commands/compare/take-pairs.ts'
import type { Statistic } from '../../../src/model/objective.ts'
import type { Series } from '../../../src/model/series.ts'

const side = (name: string): Side => ({ name, root: '', top: '' })
const work = { subject: { kind: 'measure', name: 'work' }, metric: 'duration', unit: 'ms', source: '', exact: true } as const

/** From 0 up to 1, the same in every run of the tests (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Plan {
  /** Samples of a run of either side. */
  readonly sample: (name: string, random: () => number) => readonly number[]
  readonly asked?: readonly Statistic[]
  readonly most?: number
  /** Runs of the head in which the figure is missing. */
  readonly lacking?: readonly number[]
}

async function compare({ sample, asked = [], most = 20, lacking = [] }: Plan) {
  const random = generator(7)
  const order: string[] = []
  const measure = async ({ name }: Side): Promise<readonly Series[]> => {
    order.push(name)
    const run = order.filter((one) => one === name).length
    return name === 'head' && lacking.includes(run) ? [] : [{ ...work, samples: sample(name, random) }]
  }
  const rows = await takePairs({ base: side('base'), head: side('head'), measure, asked: () => asked, most, say: () => undefined }) // prettier-ignore
  return { rows, order }
}

/** Work of 100 ms that others disturb: half of the samples take up to twice as long. */
const disturbed = (random: () => number) => Array.from({ length: 8 }, () => 100 * (1 + 0.01 * random()) * (random() < 0.5 ? 1 : 1 + random())) // prettier-ignore

describe('a figure of several samples a run', () => {
  test('is compared by those that nobody disturbed', async () => {
    const { rows, order } = await compare({ sample: (name, random) => disturbed(random).map((one) => (name === 'head' ? 1.06 : 1) * one) }) // prettier-ignore
    expect(rows).toMatchObject([{ verdict: 'worse', statistic: 'min' }])
    expect(rows[0]?.change).toBeCloseTo(0.06, 2)
    expect(order.slice(0, 4)).toEqual(['base', 'head', 'head', 'base'])
    expect(order).toHaveLength(20)
  })

  test('that is worse in its longest samples alone is found by what the objective is judged by', async () => {
    const tail = (name: string, random: () => number) => [...Array.from({ length: 7 }, () => 100 + random()), (name === 'head' ? 360 : 200) + 100 * random()] // prettier-ignore
    const { rows, order } = await compare({ sample: tail, asked: ['peak', 'p95', 'median', 'count', 'max'] })
    expect(rows.map(({ verdict, statistic, isBeside }) => [statistic, verdict, isBeside])).toEqual([
      ['p25', 'same', undefined],
      ['max', 'worse', true],
      ['p95', 'worse', true],
      ['median', 'same', true],
    ])
    expect(order).toHaveLength(20)
  })

  test('is not waited for where only what stands beside it is undecided', async () => {
    const tail = (_: string, random: () => number) => [...Array.from({ length: 7 }, () => 100 + random()), 200 + 400 * random()]
    const { rows, order } = await compare({ sample: tail, asked: ['max'], most: 30 })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'inconclusive'])
    expect(order).toHaveLength(20)
  })
})

test('a figure of one sample a run is compared as it is, once', async () => {
  const { rows } = await compare({ sample: (name, random) => [(name === 'head' ? 120 : 100) + random()], asked: ['p95'] })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ verdict: 'worse', pairs: 10 })
  expect(rows[0]).not.toHaveProperty('statistic')
})

test('a pair that one side did not measure is left out, and what belongs together stays together', async () => {
  let level = 1
  const drifting = (name: string, random: () => number) => [100 * (level *= 1.05) * (name === 'head' ? 1.2 : 1) * (1 + 0.02 * random())] // prettier-ignore
  const { rows } = await compare({ sample: drifting, lacking: [3, 4], most: 15 })
  expect(rows).toMatchObject([{ verdict: 'worse', pairs: 13 }])
  expect(rows[0]?.change).toBeCloseTo(0.2, 1)
})

test('what no run of one side has is not compared', async () => {
  await expect(compare({ sample: () => [1], lacking: [1], most: 1 })).rejects.toThrow('no figure in common')
  await expect(compare({ sample: () => [Number.NaN], most: 1 })).rejects.toThrow('no figure in common')
})
