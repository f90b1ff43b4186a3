import { describe, expect, test } from 'vitest'
import { idleCores, phaseShares, slowTests } from '../../../src/judge/insights/run-costs.ts'
import { aFile, aTest, figures, ofRun, timesOf } from './sample-series.ts'

describe('phaseShares', () => {
  test('the phase that takes half of the time of the workers', () => {
    expect(phaseShares(figures(ofRun({ importTime: 6000, setupTime: 1000, environmentTime: 0, testsTime: 3000 })))).toEqual([
      { kind: 'phase-share', phase: 'import', time: 6000, total: 10_000, share: 0.6 },
    ])
    expect(phaseShares(figures(ofRun({ environmentTime: 2000 })))).toMatchObject([{ share: 1 }])
  })

  test.each([
    ['it is less than half', { importTime: 4000, testsTime: 6000 }],
    ['it is short', { importTime: 1900 }],
    ['nothing is known', {}],
  ])('nothing where %s', (_, run) => expect(phaseShares(figures(ofRun(run)))).toEqual([]))
})

describe('slowTests', () => {
  const suite = (...durations: readonly number[]) =>
    figures(durations.map((duration, index) => timesOf(aTest(`t${index}`), 'duration', [duration])))
  const many = (count: number, duration: number): number[] => Array.from({ length: count }, () => duration)

  test('a few that take half of the time of all', () => {
    expect(slowTests(suite(...many(39, 50), 3000, 4000))).toEqual([
      { kind: 'slow-tests', tests: [{ file: 'a.test.ts', name: 't40', duration: 4000 }, { file: 'a.test.ts', name: 't39', duration: 3000 }], time: 7000, total: 8950, share: 7000 / 8950, count: 41 },
    ]) // prettier-ignore
    expect(slowTests(suite(...many(20, 50), 3000))).toMatchObject([{ tests: [{ name: 't20' }] }])
  })

  test.each([
    ['all are alike', many(40, 500)],
    ['there are few tests', [5000, 1, 1, 1]],
    ['they are quick', [...many(39, 1), 500]],
    ['there is none', []],
    ['one took no number', many(40, Number.NaN)],
  ])('nothing where %s', (_, durations) => expect(slowTests(suite(...durations))).toEqual([]))
})

describe('idleCores', () => {
  const files = (...durations: readonly number[]) => durations.map((duration, index) => timesOf(aFile(`${index}.test.ts`), 'duration', [duration])) // prettier-ignore
  const run = ofRun({ duration: 9000, cpu: 0.3 })

  test('files one after the other on a machine with room', () => {
    expect(idleCores(figures(files(3000, 3000, 3000), run), 4)).toEqual([
      { kind: 'idle-cores', files: 3, cores: 4, busy: 0.3, duration: 9000, longest: 3000 },
    ])
  })

  test.each([
    ['they overlap', files(6000, 6000, 6000), run, 4],
    ['the run is mostly something else', files(1000, 1000, 1000), run, 4],
    ['there are two files', files(4500, 4500), run, 4],
    ['one file is nearly all', files(8000, 500, 500), run, 4],
    ['there is one core', files(3000, 3000, 3000), run, 1],
    ['the cores are busy', files(3000, 3000, 3000), ofRun({ duration: 9000, cpu: 0.9 }), 4],
    ['nothing is known of the run', files(3000, 3000, 3000), [], 4],
    ['a probe ran alone', [...files(3000, 3000, 3000), timesOf({ kind: 'command', name: 'build' }, 'duration', [5])], run, 4],
  ])('nothing where %s', (_, series, whole, cores) => expect(idleCores(figures(series, whole), cores)).toEqual([]))

  test('a command that a test ran is no probe', () => {
    const origin = { file: 'a.test.ts', test: 't' }
    const inTest = timesOf({ kind: 'command', name: 'build' }, 'duration', [5], { origin })
    const inTests = timesOf({ kind: 'command', name: 'new' }, 'duration', [5, 6], { recordings: [{ origin, samples: 2 }] })
    expect(idleCores(figures(files(3000, 3000, 3000), run, inTest), 4)).toHaveLength(1)
    expect(idleCores(figures(files(3000, 3000, 3000), run, inTests), 4)).toHaveLength(1)
  })
})
