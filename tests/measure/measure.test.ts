import { describe, expect, test } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import type { MeasureContext } from '../../src/measure/measure.ts'
import type { Reading } from '../../src/measure/in-worker/meter.ts'
import { readingSeries } from '../../src/measure/reading-series.ts'

const switches = { cpu: true, memory: true, eventLoop: true, gc: true, disk: true, network: true }

/** A clock that says what the test wants: durations in order. */
function context(durations: number[], changes: Partial<MeasureContext> = {}): MeasureContext {
  return {
    start: () => () => ({
      duration: durations.shift() as number,
      cpuTime: 1,
      heap: 2,
      allocated: 3,
      gcTime: 0,
      eventLoopDelay: 0,
    }),
    settle: async () => undefined,
    beforeSample: () => undefined,
    seriesOf: (subject, readings) => readingSeries({ subject, readings, alone: true, switches }),
    isViolated: () => false,
    ...changes,
  }
}

describe('measure', () => {
  test('runs the warm-up unmeasured, then the samples, and returns the last value', async () => {
    let calls = 0
    const run = await measure({ name: 'work', run: () => ++calls, options: { samples: 3, warmup: 2 } }, context([7, 8, 9]))
    expect(run.value).toBe(5)
    expect(run.series.find(({ metric }) => metric === 'duration')).toMatchObject({ samples: [7, 8, 9], unit: 'ms', exact: true })
  })

  test('takes one sample unless asked for more', async () => {
    const run = await measure({ name: 'work', run: () => 'done', options: {} }, context([7]))
    expect(run.series[0]?.samples).toEqual([7])
  })

  test('waits for promises and for anything that can be awaited', async () => {
    // oxlint-disable-next-line unicorn/no-thenable -- query builders are such objects
    const thenable: PromiseLike<number> = { then: (resolve) => Promise.resolve(42).then(resolve) }
    expect((await measure({ name: 'a', run: async () => 41, options: {} }, context([1]))).value).toBe(41)
    expect((await measure({ name: 'b', run: () => thenable, options: {} }, context([1]))).value).toBe(42)
  })

  test('measures again, the same number of samples, only when a wall-time objective is violated', async () => {
    const violated = context([10, 11, 1, 2], { isViolated: () => true })
    const run = await measure({ name: 'work', run: () => 0, options: { samples: 2 } }, violated)
    expect(run.series.find(({ metric }) => metric === 'duration')).toMatchObject({ samples: [10, 11], confirmation: [1, 2] })
    expect(run.series.find(({ metric }) => metric === 'cpuTime')).not.toHaveProperty('confirmation')
  })

  test('lets errors of the work through', async () => {
    const failing = () => {
      throw new Error('no such template')
    }
    await expect(measure({ name: 'work', run: failing, options: {} }, context([1]))).rejects.toThrow('no such template')
  })

  test('tells what is done before each sample, so that a caller can give up', async () => {
    const seen: number[] = []
    const watched = context([1, 2, 3], { beforeSample: (done, total) => seen.push(done.length, total) })
    await measure({ name: 'work', run: () => 0, options: { samples: 3 } }, watched)
    expect(seen).toEqual([0, 3, 1, 3, 2, 3])
  })
})

describe('readingSeries', () => {
  const subject = { kind: 'test', name: 'parses', file: 'a.test.ts' } as const
  const bytes = { diskRead: 0, diskWrite: 8, networkSent: 9, networkReceived: 0 }
  const reading = { duration: 1, cpuTime: 2, memory: 3, heap: 4, allocated: 5, gcTime: 6, eventLoopDelay: 7, ...bytes }

  test('gives one series per metric, each with its source', () => {
    const { series, gaps } = readingSeries({ subject, readings: [reading, reading], alone: true, switches })
    expect(gaps).toEqual([])
    expect(series.map(({ metric, samples, exact }) => [metric, samples, exact])).toEqual([
      ['duration', [1, 1], true],
      ['cpuTime', [2, 2], true],
      ['memory', [3, 3], false],
      ['heap', [4, 4], false],
      ['allocated', [5, 5], false],
      ['gcTime', [6, 6], true],
      ['eventLoopDelay', [7, 7], false],
      ['diskRead', [0, 0], true],
      ['diskWrite', [8, 8], true],
      ['networkSent', [9, 9], false],
      ['networkReceived', [0, 0], false],
    ])
  })

  test('leaves out what is nearly always 0 where it is, or cannot be read, and nobody asks for it', () => {
    const metricsFor = (readings: readonly Reading[], ...asked: string[]) => {
      const { series, gaps } = readingSeries({ subject, readings, alone: true, switches, asked: new Set(asked) })
      return [series, gaps].map((entries) => entries.map((entry) => ('metric' in entry ? entry.metric : '')).slice(-2))
    }
    expect(metricsFor([reading])).toEqual([['diskWrite', 'networkSent'], []])
    expect(metricsFor([reading], 'networkReceived')).toEqual([['networkSent', 'networkReceived'], []])
    expect(metricsFor([{ ...reading, diskRead: undefined }])).toEqual([['diskWrite', 'networkSent'], []])
    expect(metricsFor([{ ...reading, diskRead: undefined }], 'diskRead')).toEqual([['diskWrite', 'networkSent'], ['diskRead']])
  })

  test('marks all but the duration as an estimate when other tests shared the thread', () => {
    const { series } = readingSeries({ subject, readings: [reading], alone: false, switches })
    expect(series.filter(({ exact }) => exact).map(({ metric }) => metric)).toEqual(['duration'])
    expect(series.find(({ metric }) => metric === 'cpuTime')?.source).toContain('shared with concurrent tests')
  })

  test('names what could not be measured as a gap, and says nothing of what is switched off', () => {
    const { duration } = reading
    const { series, gaps } = readingSeries({
      subject,
      readings: [{ duration }],
      alone: true,
      switches: { ...switches, gc: false, disk: true, network: true },
    })
    expect(series.map(({ metric }) => metric)).toEqual(['duration'])
    expect(gaps.map((gap) => gap.kind === 'unsupported' && gap.metric)).toEqual(
      ['cpuTime', 'memory', 'eventLoopDelay', 'diskRead', 'diskWrite', 'networkSent', 'networkReceived'], // prettier-ignore
    )
  })

  test('no readings are no series', () => {
    expect(readingSeries({ subject, readings: [], alone: true, switches }).series).toEqual([])
  })
})
