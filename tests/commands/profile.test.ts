import { describe, expect, test } from 'vitest'
import { findTarget } from '../../src/commands/profile/find-target.ts'
import { parseConfig } from '../../src/declare/parse-config.ts'
import type { Config } from '../../src/model/config.ts'
import { sli } from '../../src/model/sli.ts'
import { durations, runOf, sloOf } from '../report/sample-run.ts'

const read = parseConfig(
  {
    probes: { build: { run: 'npm run build' } },
    slos: {
      'build-memory': { sli: sli.command('build').memory, objective: '<= 1GB' },
      parsing: { sli: sli.measure('parse').duration, objective: '<= 1s' },
      size: { sli: sli.artifact('dist/**').size, objective: '<= 1MB' },
      suite: { sli: sli.run.duration, objective: '<= 1h' },
    },
  },
  { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' },
)
const config = (read as { readonly config: Config }).config
const origin = { file: 'tests/a.test.ts', test: 'parses' }
const parse = { ...durations('parse', [5]), subject: { kind: 'measure', name: 'parse' }, origin } as const
const unit = { ...durations('adds', [1]), subject: { kind: 'test', name: 'adds', file: 'tests/a.test.ts' } } as const
const slo = sloOf('in-a-test', { sli: { subject: unit.subject, metric: 'allocated', unit: 'bytes' } })
const met = { status: 'met', slo: sloOf('parsing', { sli: { subject: { kind: 'measure', name: 'parse' }, metric: 'duration', unit: 'ms' } }), measured: 5, headroom: 1, samples: 1, exact: true, reason: '' } as const // prettier-ignore
const last = runOf({ series: [parse, unit, { ...unit, metric: 'allocated' }], verdicts: [met, { ...met, slo }] })

describe('what is profiled', () => {
  test.each([
    ['parsing', { kind: 'cpu', subject: parse.subject, origin, good: true }],
    ['in-a-test', { kind: 'heap', subject: unit.subject, origin: { file: 'tests/a.test.ts', test: 'adds' } }],
    ['build', { kind: 'cpu', subject: { kind: 'command', name: 'build' }, good: false }],
    ['build-memory', { kind: 'heap', subject: { kind: 'command', name: 'build' } }],
    ['parse', { kind: 'cpu', origin }],
    ['adds', { subject: unit.subject }],
    ['tests/a.test.ts > adds', { subject: unit.subject }],
    ['test tests/a.test.ts > adds', { subject: unit.subject }],
  ])('%s', (name, target) => {
    expect(findTarget(name, config, last)).toMatchObject(target)
  })

  test('without a run only probes are known', () => {
    expect(findTarget('build-memory', config, undefined)).toMatchObject({ kind: 'heap', good: false })
    expect(() => findTarget('parsing', config, undefined)).toThrow(
      'parsing: no stored run says which test measures it; run slo run first',
    )
  })

  test.each([
    ['parze', 'did you mean parse?'],
    ['entirely-else', 'name an SLO, a probe, or what the last slo run measured'],
    ['size', 'size: no profile explains size of artifact dist/**'],
    ['suite', 'suite: no profile explains duration of run'],
  ])('%s is refused', (name, why) => {
    expect(() => findTarget(name, config, last)).toThrow(why)
  })
})
