import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Fitness } from '../../src/model/run.ts'
import type { Gap, Measured, Series } from '../../src/model/series.ts'
import { sli } from '../../src/model/sli.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Subject } from '../../src/model/subject.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { build, fit, measuredOf, seriesOf, sloOf, unfit } from './sample-slo.ts'

fc.configureGlobal({ seed: 2026 })

const judgeOne = (slo: Slo, measured: Measured, fitness: Fitness = fit) =>
  judge([slo], measured, { statisticOf, fitness })[0] as Verdict
const told = (slo: Slo, measured: Measured, fitness: Fitness = fit) => {
  const { status, reason } = judgeOne(slo, measured, fitness)
  return `${status}: ${reason}`
}

const durations = [2610, 2580, 2640, 2600, 3220, 2660, 3410, 2590, 2630, 2620]
const bytes = (samples: readonly number[], more: Partial<Series> = {}) =>
  seriesOf(samples, { metric: 'memory', unit: 'bytes', ...more })
const memorySlo = sloOf('peak <= 100MB', { sli: sli.command('build').memory })

describe('one bound', () => {
  test.each<[string, readonly number[], string]>([
    ['<= 15s', [15_000], 'met: max 15s, objective <= 15s'],
    ['<= 15s', [15_000.000001], 'violated: max 15.000000001s, objective <= 15s (by less than 0.1 %)'],
    ['<= 15s', [12_100, 16_215, 11_000], 'violated: max 16.2s, objective <= 15s (+8.1 %, 1 of 3 samples over)'],
    ['< 15s', [15_000], 'violated: max 15s, objective < 15s'],
    ['<= 3s', durations, 'violated: max 3.41s, objective <= 3s (+13.7 %, 2 of 10 samples over)'],
    ['<= 1ms', [12_345], 'violated: max 12.3s, objective <= 1ms (+1234400 %)'],
    ['>= 3s', [2_700, 3_000], 'violated: min 2.7s, objective >= 3s (-10 %, 1 of 2 samples under)'],
    ['<= 0s', [1], 'violated: max 1ms, objective <= 0s'],
    ['median <= 3s', durations, 'met: median 2.63s, objective <= 3s (2 of 10 samples over)'],
    ['sum <= 3s', [2_000, 2_000], 'violated: sum 4s, objective <= 3s (+33.3 %)'],
    ['count >= 3', [1, 1], 'violated: count 2, objective >= 3 (-33.3 %)'],
    ['stddev <= 1s', [1_000, 5_000], 'violated: stddev 2.83s, objective <= 1s (+183 %)'],
    ['p95 <= 15s', [1_000], 'met: p95 1s, objective <= 15s (p95 of 1 sample is 5 % sure)'],
    ['p95 <= 4s', durations, 'met: p95 3.32s, objective <= 4s (p95 of 10 samples is 40 % sure)'],
    ['p95 <= 15s', Array<number>(58).fill(1), 'met: p95 1ms, objective <= 15s (p95 of 58 samples is 94 % sure)'],
    ['p95 <= 15s', Array<number>(59).fill(1), 'met: p95 1ms, objective <= 15s'],
    ['p5 >= 1ms', [1_000], 'met: p5 1s, objective >= 1ms (p5 of 1 sample is 5 % sure)'],
  ])('%s of %j', (objective, samples, expected) => {
    expect(told(sloOf(objective), measuredOf(seriesOf(samples)))).toBe(expected)
  })

  test('carries the figures', () => {
    const slo = sloOf('<= 3s')
    expect(judgeOne(slo, measuredOf(seriesOf(durations)))).toEqual({
      status: 'violated',
      slo,
      measured: 3410,
      headroom: -410,
      samples: 10,
      exact: true,
      confirmed: undefined,
      reason: expect.any(String), // prettier-ignore
    })
    expect(judgeOne(slo, measuredOf(seriesOf([1, 2])))).toEqual({
      status: 'met',
      slo,
      measured: 2,
      headroom: 2998,
      samples: 2,
      exact: true,
      reason: 'max 2ms, objective <= 3s', // prettier-ignore
    })
  })

  test('every SLO once, in the order they were declared', () => {
    const slos = [sloOf('<= 1s', { name: 'b' }), sloOf('<= 9s', { name: 'a' }), sloOf('<= 1s', { name: 'b' })]
    const verdicts = judge(slos, measuredOf(seriesOf([2_000])), { statisticOf, fitness: fit })
    expect(verdicts.map(({ slo, status }) => [slo.name, status])).toEqual([['b', 'violated'], ['a', 'met'], ['b', 'violated']]) // prettier-ignore
    expect(judge([], measuredOf([]), { statisticOf, fitness: fit })).toEqual([])
  })

  test('the samples of all selected series together, an estimate if one of them is', () => {
    const series = [
      bytes([90e6]),
      bytes([101e6], { exact: false }),
      seriesOf([1e12]),
      bytes([1e12], { subject: { kind: 'command', name: 'other' } }),
    ]
    const verdict = judgeOne(memorySlo, measuredOf(series))
    expect(verdict).toMatchObject({ measured: 101e6, samples: 2, exact: false })
    expect(verdict.reason).toBe('peak ≈101MB, objective <= 100MB (+1 %, 1 of 2 samples over, an estimate)')
  })
})

describe('warning', () => {
  const slo = sloOf('<= 15s', { warning: '<= 12s' })
  test.each([
    [12_000, 'met: max 12s, objective <= 15s'],
    [12_000.000001, 'warning: max 12.000000001s, objective <= 15s, over the warning <= 12s'],
    [15_000, 'warning: max 15s, objective <= 15s, over the warning <= 12s'],
    [16_000, 'violated: max 16s, objective <= 15s (+6.7 %)'],
  ])('%d ms', (sample, expected) => {
    expect(told(slo, measuredOf(seriesOf([sample])))).toBe(expected)
  })

  test('of a lower bound', () => {
    expect(told(sloOf('>= 1s', { warning: '>= 2s' }), measuredOf(seriesOf([1_500])))).toBe(
      'warning: min 1.5s, objective >= 1s, under the warning >= 2s',
    )
  })

  test('stays a warning on an unfit machine', () => {
    expect(judgeOne(slo, measuredOf(seriesOf([13_000])), unfit).status).toBe('warning')
  })
})

describe('failed samples', () => {
  const failure: Gap = { kind: 'failed-sample', subject: build, reason: 'exit code 1' }

  test('violate although nothing else is known', () => {
    const slo = sloOf('<= 15s')
    expect(judgeOne(slo, measuredOf([], [failure]))).toEqual({
      status: 'violated',
      slo,
      measured: undefined,
      headroom: undefined,
      samples: 1,
      exact: true,
      reason: '1 of 1 sample failed: exit code 1', // prettier-ignore
    })
  })

  test('say why in one line; the output of the command stays with the gap', () => {
    const wordy = { ...failure, reason: 'exit code 1\nnpm ERR! missing script' }
    expect(judgeOne(sloOf('<= 15s'), measuredOf([], [wordy])).reason).toBe('1 of 1 sample failed: exit code 1')
  })

  test('violate although the others are fast, on an unfit machine too', () => {
    const verdict = judgeOne(sloOf('<= 15s'), measuredOf(seriesOf([10]), [failure, failure]), unfit)
    expect(verdict).toMatchObject({ status: 'violated', measured: 10, headroom: 14_990, samples: 3 })
    expect(verdict.reason).toBe('2 of 3 samples failed: exit code 1; the others: max 10ms, objective <= 15s')
  })

  test('a sample that is not a number is one of them', () => {
    expect(told(memorySlo, measuredOf(bytes([1, Number.NaN, Number.POSITIVE_INFINITY])))).toBe(
      'violated: 2 of 3 samples failed: command build measured NaN; command build measured Infinity; the others: peak 1B, objective <= 100MB',
    )
  })

  test('violate where the statistic of the others does not exist', () => {
    expect(told(sloOf('stddev <= 1s'), measuredOf(seriesOf([10]), [failure]))).toBe(
      'violated: 1 of 2 samples failed: exit code 1',
    )
  })
})

describe('a timing that violates', () => {
  const slo = sloOf('<= 3s')
  const first = 'max 3.41s, objective <= 3s (+13.7 %, 1 of 2 samples over)'
  const twice = (confirmation: readonly number[] | undefined) => measuredOf(seriesOf([2_600, 3_410], { confirmation }))

  test.each<[string, readonly number[] | undefined, string]>([
    ['confirmed', [2_600, 3_380], `violated: ${first}; confirmed: max 3.38s`],
    ['confirmed by a hair', [3_000.000001, 1], `violated: ${first}; confirmed: max 3.000000001s`],
    ['acquitted', [2_600, 2_900], `inconclusive: ${first}, but 2.9s when measured again`],
    ['acquitted exactly', [3_000, 2_900], `inconclusive: ${first}, but 3s when measured again`],
    ['measured again too few times', [2_600], `violated: ${first}`],
    ['measured again, but not with numbers', [2_600, Number.NaN], `violated: ${first}`],
    ['measured again without a sample', [], `violated: ${first}`],
    ['never measured again', undefined, `violated: ${first}`],
  ])('%s', (_, confirmation, expected) => {
    expect(told(slo, twice(confirmation))).toBe(expected)
  })

  test('keeps the second figure', () => {
    expect(judgeOne(slo, twice([2_600, 2_900]))).toMatchObject({ status: 'inconclusive', measured: 3_410, confirmed: 2_900 })
    expect(judgeOne(slo, twice([2_600, 3_380]))).toMatchObject({ status: 'violated', measured: 3_410, confirmed: 3_380 })
  })

  test('is not acquitted by another series that was', () => {
    const other = (samples: readonly number[]) => seriesOf(samples, { subject: build, origin: { file: 'b.test.ts', test: 'b' } })
    const acquitted = seriesOf([3_410], { confirmation: [2_900] })
    expect(judgeOne(slo, measuredOf([acquitted, other([2_000])]))).toMatchObject({ status: 'inconclusive', confirmed: 2_900 })
    expect(judgeOne(slo, measuredOf([acquitted, other([3_200])]))).toMatchObject({ status: 'violated', confirmed: undefined })
  })

  test('of which the second measurement alone has no such statistic', () => {
    const spread = sloOf('stddev <= 1s')
    const series = [seriesOf([1], { confirmation: [1] }), seriesOf([9_000])]
    expect(judgeOne(spread, measuredOf(series))).toMatchObject({ status: 'violated', confirmed: undefined })
  })

  test('is inconclusive on an unfit machine, confirmed or not', () => {
    const why = 'the machine was unfit: load per core 3.1 before the run > 1.5; free disk 0.4% before the run < 1%'
    expect(told(slo, twice(undefined), unfit)).toBe(`inconclusive: ${first}, but ${why}`)
    expect(told(slo, twice([1, 3_380]), unfit)).toBe(`inconclusive: ${first}, but ${why}`)
    expect(told(slo, twice([1, 2_900]), unfit)).toBe(`inconclusive: ${first}, but 2.9s when measured again, and ${why}`)
  })

  test('is met, and stays met, on an unfit machine', () => {
    expect(judgeOne(sloOf('<= 15s'), twice(undefined), unfit).status).toBe('met')
  })
})

describe('what is no wall time is hard', () => {
  const violating = (metric: 'memory' | 'cpuTime', unit: Series['unit']) =>
    measuredOf(seriesOf([1e12], { metric, unit, confirmation: [0] }))

  test.each([
    [memorySlo, violating('memory', 'bytes')],
    [sloOf('<= 1s', { sli: sli.command('build').cpuTime }), violating('cpuTime', 'ms')],
    [sloOf('count >= 3'), measuredOf(seriesOf([1], { confirmation: [1] }))],
    [sloOf('<= 1', { sli: sli.metric('users').value, unit: 'count' }), measuredOf(seriesOf([2], { subject: { kind: 'metric', name: 'users' }, metric: 'value', unit: 'count' }))], // prettier-ignore
  ])('%#', (slo, measured) => {
    expect(judgeOne(slo, measured, unfit)).toMatchObject({ status: 'violated', confirmed: undefined })
  })

  test.each([['ms', '<= 1ms', 2], ['1/s', '>= 1/s', 0.5], ['bytes/s', '>= 1KB/s', 10]] as const)('a metric of tests in %s is a timing', (unit, objective, sample) => {
    const series = seriesOf([sample], { subject: { kind: 'metric', name: 'speed' }, metric: 'value', unit })
    expect(judgeOne(sloOf(objective, { sli: sli.metric('speed').value, unit }), measuredOf(series), unfit).status).toBe('inconclusive')
  }) // prettier-ignore
})

describe('a part is unknown', () => {
  const slo = sloOf('<= 200ms', { sli: sli.test('*').duration })
  const a: Subject = { kind: 'test', name: 'a', file: 'x.test.ts' }
  const b: Subject = { kind: 'test', name: 'b', file: 'x.test.ts' }
  const failed: Gap = { kind: 'failed-test', subject: b, reason: 'it failed' }
  const skipped: Gap = { kind: 'skipped-test', subject: b, reason: 'it was skipped' }
  const crashed: Gap = { kind: 'crashed', subject: b, reason: 'its worker ended early' }
  const unsupported: Gap = { kind: 'unsupported', subject: b, metric: 'duration', reason: 'no clock' }
  const good = seriesOf([100], { subject: a })
  const bad = seriesOf([300], { subject: a })
  const known = 'what was measured: max 100ms, objective <= 200ms'

  test.each<[string, readonly Series[], readonly Gap[], string]>([
    ['a failed test', [good], [failed], `no-data/failed-test: test x.test.ts > b: it failed; ${known}`],
    [
      'a crashed one',
      [good],
      [failed, crashed, crashed],
      `no-data/crashed: test x.test.ts > b: its worker ended early, and 1 more like it; ${known}`,
    ],
    ['one that cannot be measured', [good], [unsupported], `no-data/unsupported: test x.test.ts > b: no clock; ${known}`],
    ['a failed test does not hide a violation', [bad], [failed], 'violated/: max 300ms, objective <= 200ms (+50 %)'],
    ['a skipped test is mentioned', [good], [skipped], 'met/: max 100ms, objective <= 200ms; 1 more was skipped'],
    ['several skipped tests', [good], [skipped, skipped], 'met/: max 100ms, objective <= 200ms; 2 more were skipped'],
    [
      'skipped and failed',
      [good],
      [skipped, failed],
      `no-data/failed-test: test x.test.ts > b: it failed; ${known}; 1 more was skipped`,
    ],
    ['only skipped tests', [], [skipped, skipped], 'no-data/skipped: test x.test.ts > b: it was skipped, and 1 more like it'],
    ['only failed and skipped tests', [], [skipped, failed], 'no-data/failed-test: test x.test.ts > b: it failed'],
    [
      'only tests that cannot be measured, and skipped ones',
      [],
      [skipped, unsupported],
      'no-data/unsupported: test x.test.ts > b: no clock',
    ],
  ])('%s', (_, series, gaps, expected) => {
    const verdict = judgeOne(slo, measuredOf(series, gaps))
    expect(`${verdict.status}/${verdict.status === 'no-data' ? verdict.cause : ''}: ${verdict.reason}`).toBe(expected)
  })

  test('a doubt about the rest does not make it less unknown', () => {
    expect(judgeOne(slo, measuredOf([bad], [failed]), unfit)).toMatchObject({ status: 'no-data', cause: 'failed-test' })
  })

  test('the spread of a single sample', () => {
    const verdict = judgeOne(sloOf('stddev <= 1s'), measuredOf(seriesOf([1])))
    expect(verdict).toMatchObject({
      status: 'no-data',
      cause: 'too-few-samples',
      reason: 'stddev needs at least 2 samples, and there is 1',
    })
  })

  test('nothing at all', () => {
    expect(judgeOne(sloOf('<= 1s'), measuredOf([]))).toMatchObject({ status: 'no-data', cause: 'not-recorded' })
    expect(judgeOne(sloOf('<= 1s'), measuredOf(seriesOf([])))).toMatchObject({ status: 'no-data', cause: 'not-recorded' })
  })
})

describe('laws', () => {
  const samples = fc.array(fc.nat(30_000), { minLength: 1, maxLength: 20 })
  const objective = fc.constantFrom(
    '<= 15s',
    '< 15s',
    '>= 15s',
    '> 15s',
    'mean <= 15s',
    'p90 <= 15s',
    'median >= 15s',
    'sum <= 99s',
    'stddev <= 3s',
    'count >= 4',
  )
  const fitness = fc.constantFrom(fit, unfit)

  test('the order of samples and series does not matter', () => {
    const shuffled = samples.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(all.length)),
    )
    fc.assert(
      fc.property(shuffled, objective, fitness, ([all, other, cut], text, machine) => {
        const parts = [other.slice(cut), other.slice(0, cut)].map((part) => seriesOf(part))
        expect(judgeOne(sloOf(text), measuredOf(parts), machine)).toEqual(
          judgeOne(sloOf(text), measuredOf(seriesOf(all)), machine),
        )
      }),
    )
  })

  test('a faster sample never violates, and one more of a failed sample always does', () => {
    const upper = fc.constantFrom('<= 15s', '< 15s', 'mean <= 15s', 'p90 <= 15s', 'median <= 15s', 'sum <= 99s')
    fc.assert(
      fc.property(samples, fc.nat(), fc.nat(30_000), upper, (all, at, less, text) => {
        const faster = all.map((sample, i) => (i === at % all.length ? Math.max(0, sample - less) : sample))
        const before = judgeOne(sloOf(text), measuredOf(seriesOf(all))).status
        const after = judgeOne(sloOf(text), measuredOf(seriesOf(faster))).status
        expect([before, after]).not.toEqual(['met', 'violated'])
        const gap: Gap = { kind: 'failed-sample', subject: build, reason: 'exit code 1' }
        expect(judgeOne(sloOf(text), measuredOf(seriesOf(faster), [gap])).status).toBe('violated')
      }),
    )
  })

  test('violated has no headroom to spare, met has, and neither reads like the other', () => {
    fc.assert(
      fc.property(samples, objective, (all, text) => {
        const verdict = judgeOne(sloOf(text), measuredOf(seriesOf(all)))
        if (verdict.status === 'met') expect(verdict.headroom).toBeGreaterThanOrEqual(0)
        if (verdict.status === 'violated') expect(verdict.headroom).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('an unfit machine never makes a pass of anything, nor anything of a pass', () => {
    fc.assert(
      fc.property(samples, objective, (all, text) => {
        const on = (machine: Fitness) => judgeOne(sloOf(text), measuredOf(seriesOf(all)), machine).status
        expect(on(unfit) === 'met').toBe(on(fit) === 'met')
      }),
    )
  })
})
