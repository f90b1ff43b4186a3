import { expect, test } from 'vitest'
import { wantsAlerts } from '../../src/commands/alerts/wants-alerts.ts'
import type { Alerting } from '../../src/model/alert.ts'
import type { Scope } from '../../src/model/run.ts'

const ci = { CI: 'true' }

test.each([
  ['a full run in CI', 'full', 'ci', ci, true],
  ['the shards of a run, judged together', 'merged', 'ci', ci, true],
  ['a full run elsewhere', 'full', 'ci', {}, false],
  ['a full run elsewhere, where it is asked for', 'full', 'always', {}, true],
  ['watch mode', 'watch', 'always', ci, false],
  ['a part of the tests', 'filtered', 'always', ci, false],
  ['a shard', 'shard', 'always', ci, false],
  ['a run that was cut off', 'interrupted', 'always', ci, false],
  ['a run of a comparison', 'full', 'always', { CI: 'true', SLO_RUN: 'comparison' }, false],
] as const satisfies readonly (readonly [string, Scope, 'ci' | 'always', Readonly<Record<string, string>>, boolean])[])(
  'of %s somebody is told: %s, %s, %j: %s',
  (_, scope, when, env, wanted) => {
    const alerts: Alerting = { when, repeat: 1, escalateAfter: { kind: 'runs', runs: 3 }, channels: [], routes: [] }
    expect(wantsAlerts({ scope }, { alerts }, env)).toBe(wanted)
    expect(wantsAlerts({ scope }, {}, env)).toBe(false)
  },
)
