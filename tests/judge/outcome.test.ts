import { describe, expect, test } from 'vitest'
import { decide, fails } from '../../src/judge/outcome.ts'
import { limitHit } from '../../src/model/limit-hit.ts'
import type { LimitNote } from '../../src/model/limit-hit.ts'
import type { LimitAction } from '../../src/model/limit.ts'
import type { ExitCode, Outcome, Scope } from '../../src/model/run.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { NoDataCause, Verdict } from '../../src/model/verdict.ts'
import { sloOf } from './sample-slo.ts'

const warnOnly: Partial<Slo> = { enforce: 'warn' }
const figure = (status: 'met' | 'warning' | 'violated' | 'inconclusive', slo: Partial<Slo> = {}): Verdict => ({
  status,
  slo: { ...sloOf('<= 1s'), ...slo },
  measured: 1,
  headroom: 1,
  samples: 1,
  exact: true,
  reason: '',
})
const noData = (cause: NoDataCause, slo: Partial<Slo> = {}): Verdict => ({
  status: 'no-data',
  cause,
  slo: { ...sloOf('<= 1s'), ...slo },
  reason: '',
})
const excused = noData('unsupported', { whenUnsupported: 'report' })

const [met, warning, violated, inconclusive] = [figure('met'), figure('warning'), figure('violated'), figure('inconclusive')]
const missing = noData('not-recorded')

describe('decide', () => {
  test.each<[string, readonly Verdict[], Scope, Outcome, ExitCode]>([
    ['nothing declared', [], 'full', 'not-judged', 0],
    ['all met', [met, met], 'full', 'met', 0],
    ['a warning', [met, warning], 'full', 'warning', 0],
    ['a violation', [met, violated, warning], 'full', 'violated', 1],
    ['a violation in a filtered run', [met, violated], 'filtered', 'violated', 1],
    ['a violation in watch mode', [violated], 'watch', 'violated', 1],
    ['a violation of the merged run', [violated], 'merged', 'violated', 1],
    ['no data in a full run', [met, missing], 'full', 'no-data', 3],
    ['no data in a merged run', [met, missing], 'merged', 'no-data', 3],
    ['no data in a filtered run', [met, missing], 'filtered', 'met', 0],
    ['no data in watch mode', [met, missing], 'watch', 'met', 0],
    ['nothing but no data in a filtered run', [missing], 'filtered', 'not-judged', 0],
    ['a violation and no data', [missing, violated], 'full', 'violated', 1],
    ['unsupported', [noData('unsupported')], 'full', 'no-data', 3],
    ['unsupported, reported only', [met, excused], 'full', 'warning', 0],
    ['another cause is not excused', [noData('skipped', { whenUnsupported: 'report' })], 'full', 'no-data', 3],
    ['inconclusive', [met, inconclusive], 'full', 'inconclusive', 0],
    ['a violation that only warns', [met, figure('violated', warnOnly)], 'full', 'warning', 0],
    ['no data that only warns', [met, noData('skipped', warnOnly)], 'full', 'warning', 0],
    ['inconclusive that only warns', [met, figure('inconclusive', warnOnly)], 'full', 'warning', 0],
    ['a shard', [violated, missing], 'shard', 'not-judged', 0],
    ['an interrupted run', [violated, missing], 'interrupted', 'not-judged', 0],
  ])('%s', (_, verdicts, scope, outcome, exitCode) => {
    expect(decide(verdicts, { scope, inconclusive: 'report' })).toEqual({ outcome, exitCode })
  })

  test('inconclusive fails where it was asked to', () => {
    expect(decide([met, inconclusive], { scope: 'full', inconclusive: 'fail' })).toEqual({ outcome: 'inconclusive', exitCode: 3 })
    expect(decide([figure('inconclusive', warnOnly)], { scope: 'full', inconclusive: 'fail' }).exitCode).toBe(0)
    expect(decide([inconclusive, violated], { scope: 'full', inconclusive: 'fail' }).exitCode).toBe(1)
  })

  test.each<Scope>(['full', 'filtered', 'shard', 'watch', 'merged', 'interrupted'])(
    'failed tests are exit code 1 in a %s run',
    (scope) => {
      expect(decide([met], { scope, inconclusive: 'report', testsFailed: true }).exitCode).toBe(1)
      expect(decide([missing], { scope, inconclusive: 'report', testsFailed: true }).exitCode).toBe(1)
      expect(decide([met], { scope, inconclusive: 'report', testsFailed: false }).exitCode).toBe(0)
    },
  )
})

describe('fails', () => {
  test.each<[Verdict, boolean]>([
    [met, false],
    [warning, false],
    [violated, true],
    [missing, true],
    [excused, false],
    [inconclusive, false],
    [figure('violated', warnOnly), false],
  ])('%#', (verdict, expected) => {
    expect(fails(verdict, { scope: 'full', inconclusive: 'report' })).toBe(expected)
  })
})

describe('limits are hard in every part of a suite', () => {
  const subject = { kind: 'run', name: 'run' } as const
  const crossed = (onExceed: LimitAction): LimitNote =>
    limitHit({ name: 'memory', max: 1, written: '1B', onExceed, sustained: 0 }, 2, { subject, running: [] })
  const held: LimitNote = { kind: 'held', limit: 'memory', written: '1B' }
  const open: LimitNote = { kind: 'not-enforced', limit: 'memory', written: '1B', subject, reason: '' }

  test.each<[string, readonly LimitNote[], Scope, Outcome, ExitCode]>([
    ['held', [held], 'full', 'met', 0],
    ['crossed', [crossed('fail')], 'full', 'violated', 1],
    ['crossed and ended', [crossed('kill')], 'full', 'violated', 1],
    ['crossed in a filtered run', [crossed('fail')], 'filtered', 'violated', 1],
    ['crossed in watch mode', [crossed('fail')], 'watch', 'violated', 1],
    ['crossed in a shard', [crossed('kill')], 'shard', 'violated', 1],
    ['crossed in an interrupted run', [crossed('fail')], 'interrupted', 'violated', 1],
    ['crossed where that only warns', [crossed('warn'), held], 'full', 'warning', 0],
    ['not enforced', [open], 'full', 'warning', 0],
    ['not enforced in a shard', [open], 'shard', 'not-judged', 0],
  ])('%s', (_, limits, scope, outcome, exitCode) => {
    expect(decide([met], { scope, inconclusive: 'report', limits })).toEqual({ outcome, exitCode })
  })
})
