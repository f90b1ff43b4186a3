import { describe, expect, test } from 'vitest'
import { holdToPast } from '../../src/judge/against-past.ts'
import type { HoldTools } from '../../src/judge/against-past.ts'
import { judge } from '../../src/judge/judge.ts'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { acceptanceMark, machineMark } from '../../src/model/baseline-mark.ts'
import type { Acceptance } from '../../src/model/baseline-mark.ts'
import type { Mark } from '../../src/model/history.ts'
import { unreadPast } from '../../src/model/past.ts'
import { sli } from '../../src/model/sli.ts'
import type { Baseline, Slo } from '../../src/model/slo.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { head } from '../history/sample-history.ts'
import { build, fit, measuredOf, seriesOf, sloOf, unfit } from './sample-slo.ts'
import { pastOf, steadily } from './sample-past.ts'

const bound: Baseline = { maxRegression: 0.1, minDifference: 0, required: false }
const slo = sloOf('<= 15s', { baseline: bound })
const machine = { fingerprint: 'machine-a', cpu: 'AMD', cores: 2, memory: 8 * 2 ** 30, os: 'Linux 6.1 x64', node: 'v20.19.0', class: 'local', fitness: fit } // prettier-ignore
const here = { branch: 'main', fingerprint: 'machine-a', scope: 'full' } as const
const tools: HoldTools = { past: pastOf(steadily(35)), here, machine, fitness: fit, at: '2026-02-01T00:00:00.000Z' }

function held(value: number | readonly number[], more: Partial<HoldTools> = {}, declared: Slo = slo): Verdict {
  const series = seriesOf([value].flat(), { subject: { ...build, kind: declared.sli.subject.kind }, metric: declared.sli.metric, unit: declared.sli.unit }) // prettier-ignore
  const judged = judge([declared], measuredOf(series), { statisticOf, fitness: more.fitness ?? fit, at: tools.at })
  return holdToPast(judged, measuredOf(series), { ...tools, ...more })[0] as Verdict
}

/** Steady runs, then some that are 15 % slower and violated. */
function slower(count: number, good = 35, level = 1150) {
  return [...steadily(good), ...steadily(count, level, { status: 'violated', head: { outcome: 'violated', exitCode: 1 } })]
}

/** The same of CPU time. */
function cpuOf(runs: Parameters<typeof pastOf>[0]): ReturnType<typeof pastOf> {
  const past = pastOf(runs)
  return { ...past, series: past.series.map((one) => ({ ...one, metric: 'cpuTime' }) as const) }
}

describe('an SLO and its past', () => {
  test('an SLO without a baseline stays as it is', () => {
    const plain = held(1000, {}, sloOf('<= 15s'))
    expect([plain.status, plain.baseline]).toEqual(['met', undefined])
  })

  test('what is as it was is steady', () => {
    const { status, baseline } = held(1010)
    expect(status).toBe('met')
    expect(baseline).toMatchObject({
      status: 'steady',
      against: 'main',
      named: false,
      runs: 35,
      statistic: 'median',
      value: 1010,
    })
    expect(baseline?.reason).toBe('steady against main: 1.01s, +0.8 % [-0.9 %, +3.1 %] from 1s over 35 runs')
  })

  test('the median of the samples is compared, not the statistic of the objective', () => {
    expect(held([1000, 1010, 9000]).baseline).toMatchObject({ status: 'steady', value: 1010 })
  })

  test('one slow run accuses nobody, the second one does', () => {
    expect(held(1150).baseline?.status).toBe('steady')
    const past = pastOf([...steadily(35), { value: 1150 }])
    const { status, baseline, reason } = held(1150, { past })
    expect([status, baseline?.status, baseline?.rule]).toEqual(['violated', 'regressed', 'jump'])
    expect(reason).toMatch(/^regressed against main: 1\.15s, \+14\.\d % \[\+1\d\.\d %, \+1\d\.\d %\] from 1s over 34 runs, allowed 10 %; at least 2 of the last 3 runs far outside of what runs did before; max 1\.15s, objective <= 15s$/) // prettier-ignore
  })

  test('five slow runs as a group do, where the spread is not known well', () => {
    const past = pastOf(slower(4, 14))
    expect(held(1150, { past }).baseline).toMatchObject({ status: 'regressed', rule: 'shift', runs: 14 })
  })

  test('a regression stays one: slow runs never become what is normal', () => {
    const { baseline } = held(1150, { past: pastOf(slower(60)) })
    expect(baseline).toMatchObject({ status: 'regressed', runs: 35 })
    expect(baseline?.median).toBeCloseTo(1000, -1)
  })

  test('mended is mended: the first good run is green', () => {
    expect(held(1000, { past: pastOf(slower(10)) })).toMatchObject({ status: 'met', baseline: { status: 'steady' } })
  })

  test('a slow rise is found against the oldest runs', () => {
    const creeping = Array.from({ length: 120 }, (_, i) => ({ value: 1000 * 1.002 ** i * (1 + 0.01 * Math.sin(i * 2.7)) }))
    const { status, baseline } = held(1000 * 1.002 ** 120, { past: pastOf(creeping) })
    expect([status, baseline?.rule]).toEqual(['violated', 'creep'])
    expect(baseline?.reason).toContain('a slow rise since the oldest runs')
    expect(held(1005, { past: pastOf(creeping) }).baseline?.status).toBe('steady')
  })

  test('of a rate, less is worse', () => {
    const declared = sloOf('>= 1/s', { sli: sli.bench('build').throughput, baseline: bound })
    const rates = pastOf([...steadily(35), { value: 850 }])
    const past = { ...rates, series: rates.series.map((one) => ({ ...one, subject: { kind: 'bench', name: 'build' }, metric: 'throughput' } as const)) } // prettier-ignore
    expect(held(850, { past }, declared).baseline).toMatchObject({ status: 'regressed', change: expect.closeTo(-0.15, 1) })
    expect(held(1200, { past }, declared).baseline?.status).toBe('steady')
  })

  test('what never varied needs no second run', () => {
    const size = sloOf('<= 1GB', { sli: sli.command('build').memory, baseline: bound })
    const constant = (value: number) => {
      const plain = pastOf(Array.from({ length: 14 }, () => ({ value })))
      return { ...plain, series: plain.series.map((one) => ({ ...one, metric: 'memory', unit: 'bytes' }) as const) }
    }
    const found = held(1_200_000, { past: constant(1_000_000) }, size)
    expect(found.baseline).toMatchObject({ status: 'regressed', rule: 'exact', change: expect.closeTo(0.2), runs: 14 })
    expect(found.reason).toContain('a figure that never varied before')
    expect(held(1_000_000, { past: constant(1_000_000) }, size).baseline).toMatchObject({ status: 'steady', change: 0 })
    expect(held(1_000_100, { past: constant(1_000_000) }, size).baseline?.status).toBe('steady')
    const fromNothing = held(5, { past: constant(0) }, size).baseline
    expect([fromNothing?.status, fromNothing?.change, fromNothing?.reason]).toEqual(['regressed', undefined, 'regressed against main: 5B from 0B over 14 runs, allowed 10 %; a figure that never varied before']) // prettier-ignore
  })

  test('a change from 0 has no ratio', () => {
    const past = pastOf([...steadily(20), { value: 0 }, ...steadily(10)])
    expect(held(1000, { past }).baseline).toMatchObject({ status: 'refused', reason: expect.stringContaining('from 0') })
  })

  test('an unfit machine accuses nobody of a time', () => {
    const { status, reason } = held(1150, { past: pastOf(slower(5)), fitness: unfit })
    expect([status, reason]).toEqual(['inconclusive', expect.stringContaining('but the machine was unfit: load per core 3.1')])
  })

  test('nor of a little more CPU time, to which other work adds; of more than that it does', () => {
    const ofCpu = sloOf('<= 15s', { sli: sli.command('build').cpuTime, baseline: bound })
    const at = (level: number, fitness: HoldTools['fitness']) =>
      held(level, { past: cpuOf(slower(5, 35, level)), fitness }, ofCpu)
    expect(at(1150, fit).status).toBe('violated')
    expect(at(1150, unfit)).toMatchObject({
      status: 'inconclusive',
      baseline: { status: 'regressed' },
      reason: expect.stringContaining('but the machine was unfit, which alone can add a third to CPU time (slo compare main leaves that out): load per core 3.1'), // prettier-ignore
    })
    expect(at(1400, unfit).status).toBe('violated')
    const ofMemory = sloOf('<= 1GB', { sli: sli.command('build').memory, baseline: bound })
    const heavier = pastOf(slower(5))
    const past = { ...heavier, series: heavier.series.map((one) => ({ ...one, metric: 'memory', unit: 'bytes' }) as const) }
    expect(held(1150, { past, fitness: unfit }, ofMemory).status).toBe('violated')
    const fromNothing = cpuOf(Array.from({ length: 35 }, () => ({ value: 0 })))
    expect(held(1000, { past: fromNothing, fitness: unfit }, ofCpu).status).toBe('violated')
  })

  test('what breaks its objective or has no data stays that', () => {
    expect(held(16_000)).toMatchObject({ status: 'violated', baseline: { status: 'steady' }, reason: /^max 16s/ })
    const nothing = holdToPast(judge([slo], measuredOf([]), { statisticOf, fitness: fit }), measuredOf([]), tools)[0]
    expect(nothing).toMatchObject({ status: 'no-data', cause: 'not-recorded', baseline: { status: 'unknown', runs: 31 } })
  })

  test('samples that failed are compared with nothing', () => {
    const measured = measuredOf(seriesOf([1000]), [{ kind: 'failed-sample', subject: build, reason: 'exit code 1' }])
    const verdicts = holdToPast(judge([slo], measured, { statisticOf, fitness: fit }), measured, tools)
    expect(verdicts[0]).toMatchObject({ status: 'violated', baseline: { status: 'unknown' } })
  })
})

describe('what is compared', () => {
  test.each([
    ['violated', { value: 900, status: 'violated' }],
    ['unfit', { value: 900, head: { fit: false } }],
    ['filtered', { value: 900, head: { scope: 'filtered' } }],
    ['of another machine', { value: 900, head: { fingerprint: 'machine-b' } }],
    ['failed', { value: 900, head: { exitCode: 1, outcome: 'met' } }],
    ['without a figure', { value: undefined }],
    ['of another branch', { value: 900, head: { branch: 'topic' } }],
  ] as const)('no run that is %s', (_, odd) => {
    const past = pastOf([...Array.from({ length: 30 }, () => odd), ...steadily(20)])
    expect(held(1000, { past }).baseline).toMatchObject({ status: 'steady', runs: 20 })
  })

  test('unfit runs do count where the machine does not matter, or shall not', () => {
    const busy = steadily(20, 1000, { head: { fit: false } })
    const memory = sloOf('<= 1GB', { sli: sli.command('build').memory, baseline: bound })
    const ofMemory = { ...pastOf(busy), series: pastOf(busy).series.map((one) => ({ ...one, metric: 'memory', unit: 'bytes' }) as const) } // prettier-ignore
    expect(held(1000, { past: ofMemory }, memory).baseline?.runs).toBe(20)
    expect(held(1000, { past: pastOf(busy), here: { ...here, ignoresFitness: true } }).baseline?.runs).toBe(20)
    expect(held(1000, { past: pastOf(busy) }).baseline?.status).toBe('learning')
  })

  test('what an unfit machine left open never becomes what is normal', () => {
    const ofCpu = sloOf('<= 15s', { sli: sli.command('build').cpuTime, baseline: bound })
    const open = steadily(60, 1150, { status: 'inconclusive', head: { fit: false, outcome: 'inconclusive' } })
    const { baseline, status } = held(1150, { past: cpuOf([...steadily(35), ...open]), fitness: unfit }, ofCpu)
    expect([status, baseline?.status, baseline?.runs]).toEqual(['inconclusive', 'regressed', 35])
    const onFit = steadily(10, 1000, { status: 'inconclusive' })
    expect(held(1000, { past: cpuOf([...steadily(25), ...onFit]) }, ofCpu).baseline?.runs).toBe(35)
  })

  test('merged runs do count', () => {
    expect(held(1000, { past: pastOf(steadily(20, 1000, { head: { scope: 'merged' } })) }).baseline?.runs).toBe(20)
  })

  test('a branch is compared with main, and accused by its own second run', () => {
    const topic = { head: { branch: 'topic' } }
    const own = { ...here, branch: 'topic' }
    expect(held(1150, { here: own }).baseline).toMatchObject({ status: 'steady', against: 'main', runs: 35 })
    const past = pastOf([...steadily(35), { value: 1150, ...topic }])
    expect(held(1150, { here: own, past }).baseline).toMatchObject({ status: 'regressed', rule: 'jump' })
    expect(held(1000, { past }).baseline?.status).toBe('steady')
  })

  test.each([
    ['main where it has runs', 'main', undefined, 'main'],
    ['master where only that has', 'master', undefined, 'master'],
    ['the one that is named', 'next', 'next', 'next'],
    ['main where neither has', 'next', undefined, 'main'],
  ])('is of the branch: %s', (_, branch, against, expected) => {
    const past = pastOf(steadily(20, 1000, { head: { branch } }))
    const { baseline } = held(1000, { past, here: { ...here, branch } }, sloOf('<= 15s', { baseline: { ...bound, against } }))
    expect(baseline?.against).toBe(expected)
  })

  test('where no run has a branch they are compared with one another', () => {
    const past = pastOf(steadily(20, 1000, { head: { branch: undefined } }))
    const { branch: _, ...nowhere } = here
    expect(held(1000, { past, here: nowhere }).baseline).toMatchObject({ against: 'runs without a branch', runs: 20 })
    expect(held(1000, { here: nowhere }).baseline).toMatchObject({ against: 'main', runs: 35 })
  })

  test('names the commit of the newest run', () => {
    const past = pastOf(steadily(20, 1000, { head: { commit: '4f1c2ab' } }))
    expect(held(1000, { past, here: { ...here, branch: 'topic' } }).baseline?.commit).toBe('4f1c2ab')
    expect(held(1000, { past: pastOf(steadily(3, 1000, { head: { commit: 'abc' } })) }).baseline?.commit).toBe('abc')
  })

  test('of many tests what was judged of them, in whole runs only', () => {
    const declared = sloOf('p95 <= 15s', { sli: sli.test('**').duration, baseline: bound })
    expect(held([1000], {}, declared).baseline).toMatchObject({ status: 'steady', statistic: 'p95', value: 1000 })
    const part = held([1000], { here: { ...here, scope: 'filtered' } }, declared)
    expect([part.status, part.baseline?.status, part.baseline?.reason]).toEqual(['met', 'refused', 'a filtered run has only a part of the tests']) // prettier-ignore
  })
})

describe('where nothing can be compared', () => {
  const strict = sloOf('<= 15s', { baseline: { ...bound, required: true } })

  test('too few runs are learned from, and are not met where a baseline is required', () => {
    const past = pastOf(steadily(6))
    expect(held(1000, { past })).toMatchObject({ status: 'met', baseline: { status: 'learning', needed: 15, reason: 'learning: 7 of 15 runs, this one and those of main on this machine' } }) // prettier-ignore
    const required = held(1000, { past }, strict)
    expect(required).toMatchObject({ status: 'no-data', cause: 'no-baseline', baseline: { status: 'learning' } })
    expect(required.reason).toBe('no baseline: learning: 7 of 15 runs, this one and those of main on this machine; what was measured: max 1s, objective <= 15s') // prettier-ignore
  })

  test('a name of which nothing is remembered is named as such', () => {
    const declared = sloOf('<= 15s', { baseline: { ...bound, against: 'v1' } })
    expect(held(1000, {}, declared).baseline?.reason).toBe('learning: 5 of 15 runs, this one and those of v1 on this machine; nothing of v1 is remembered yet') // prettier-ignore
  })

  test('runs of other machines are refused, and what differs is said', () => {
    const other = { ...machine, fingerprint: 'machine-b', cpu: 'Intel', cores: 1, memory: 16 * 2 ** 30, os: 'Darwin 24 arm64', node: '24.1.0', class: 'ci' } // prettier-ignore
    const past = pastOf(steadily(20, 1000, { head: { fingerprint: 'machine-b' } }), [machineMark(other)])
    const { status, baseline } = held(1000, { past })
    expect([status, baseline?.status]).toEqual(['met', 'refused'])
    expect(baseline?.reason).toBe('what is remembered of main is of another machine (AMD instead of Intel, 2 cores instead of 1 core, 8 GiB instead of 16 GiB, Linux x64 instead of Darwin arm64, Node 20 instead of Node 24, class local instead of class ci)') // prettier-ignore
    expect(held(1000, { past }, strict)).toMatchObject({ status: 'no-data', cause: 'no-baseline' })
  })

  test('machines that are not known go by their fingerprint', () => {
    const elsewhere = (fingerprint: string) => steadily(2, 1000, { head: { fingerprint } })
    const marks = [{ kind: 'machine', key: 'machine-b', text: 'no JSON' }, machineMark({ ...machine, fingerprint: 'machine-c' })]
    const past = pastOf([...elsewhere('machine-b'), ...elsewhere('machine-c'), ...steadily(2, 1000, { head: { branch: 'topic' } })], marks) // prettier-ignore
    const reason = 'what is remembered of main is of 2 other machines (fingerprint machine-c; fingerprint machine-b)'
    expect(held(1000, { past, here: { ...here, branch: 'topic' } }).baseline?.reason).toBe(reason)
  })

  test('a history that cannot be read is no history without runs', () => {
    expect(held(1000, { past: unreadPast('history x could not be read') })).toMatchObject({ status: 'no-data', cause: 'no-baseline', reason: expect.stringContaining('no baseline: history x could not be read') }) // prettier-ignore
    expect(held(1000, { past: undefined })).toMatchObject({ status: 'met', baseline: { status: 'unknown', reason: 'no runs are remembered' } }) // prettier-ignore
  })
})

describe('a baseline that was set', () => {
  const values = { 'first-build': steadily(20).map(({ value }, i) => ({ run: `old-${i}`, value: value as number })) }
  const named = { name: 'v1', run: head(1, { commit: 'abc' }), at: '2026-01-01', by: 'ada', values }
  const mark = (changes: object = {}): Mark[] => [{ kind: 'baseline', key: 'v1', text: JSON.stringify({ ...named, ...changes }) }]
  const declared = sloOf('<= 15s', { baseline: { ...bound, against: 'v1' } })

  test('is compared with, whatever was since', () => {
    const past = pastOf(steadily(60, 1150), mark())
    expect(held(1150, { past }, declared).baseline).toMatchObject({ status: 'regressed', against: 'v1', named: true, runs: 20, commit: 'abc' }) // prettier-ignore
  })

  test('of another machine is refused', () => {
    const past = pastOf([], mark({ run: head(1, { fingerprint: 'machine-b' }) }))
    expect(held(1000, { past }, declared).baseline).toMatchObject({ status: 'refused', named: true })
  })

  test('without figures of this SLO it is learned from nothing', () => {
    expect(held(1000, { past: pastOf([], mark({ values: {} })) }, declared).baseline).toMatchObject({
      status: 'learning',
      runs: 0,
    })
  })
})

describe('a regression that was accepted', () => {
  const accepted = (changes: Partial<Acceptance> = {}): Mark[] => {
    const at = '2026-01-20T00:00:00.000Z'
    const standard = { slo: 'first-build', branch: 'main', fingerprint: 'machine-a', since: head(36).startedAt, run: 'run-37', from: 1000, to: 1150, at, by: 'ada', reason: 'a better optimizer' } // prettier-ignore
    return [acceptanceMark({ ...standard, ...changes })]
  }

  test('is the new normal: what was before does not count any more, and the slow runs do', () => {
    const past = pastOf(slower(20), accepted({ run: 'run-55' }))
    expect(held(1150, { past })).toMatchObject({ status: 'met', baseline: { status: 'steady', runs: 20 } })
    expect(held(1150, { past: pastOf(slower(2), accepted()) }).baseline?.status).toBe('learning')
  })

  test('of a branch holds elsewhere too, as far as it goes', () => {
    const past = pastOf(slower(5), accepted({ branch: 'topic' }))
    const { status, baseline } = held(1160, { past })
    expect([status, baseline?.status]).toEqual(['met', 'accepted'])
    expect(baseline?.reason).toMatch(/; accepted by ada on 2026-01-20: a better optimizer$/)
    const worse = pastOf([...slower(0), ...steadily(4, 1400)], accepted({ branch: 'topic' }))
    expect(held(1400, { past: worse }).baseline?.status).toBe('regressed')
  })

  test('without a reason, or of a run that is forgotten, it holds all the same', () => {
    const past = pastOf(slower(5), accepted({ branch: 'topic', reason: undefined, run: 'gone' }))
    expect(held(1160, { past }).baseline?.reason).toMatch(/; accepted by ada on 2026-01-20$/)
    expect(held(1160, { past: pastOf(slower(5), accepted({ run: 'gone' })) }).baseline?.status).toBe('learning')
  })

  test('of another SLO or machine does not', () => {
    for (const changes of [{ slo: 'other' }, { fingerprint: 'machine-b' }])
      expect(held(1150, { past: pastOf(slower(5), accepted(changes)) }).baseline?.status).toBe('regressed')
  })
})
