import { expect, test } from 'vitest'
import { durationsInHistory, durationsInRuns } from '../../src/aggregate/file-durations.ts'
import type { PastSeries } from '../../src/model/history.ts'
import type { Metric } from '../../src/model/metric.ts'
import type { Series } from '../../src/model/series.ts'
import type { Subject } from '../../src/model/subject.ts'

const probes = { file: 'slo.config.ts', project: 'slo', runs: new Map([['build', 4]]) }
const of = (subject: Subject, samples: readonly number[], metric: Metric = 'duration'): Series => ({
  subject,
  metric,
  unit: 'ms',
  samples,
  source: '',
  exact: true,
})
const past = (subject: Subject, medians: readonly number[], first = 0): PastSeries => ({
  subject,
  metric: 'duration',
  unit: 'ms',
  values: medians.map((median, at) => ({ run: `run-${first + at}`, median, samples: 1 })),
})
const file = (name: string, project?: string): Subject => ({ kind: 'file', name, project })

test('of runs: what files took, the median of several, and all probes together as the file that runs them', () => {
  const series = [
    of(file('a.test.ts', 'unit'), [5]),
    of(file('b.test.ts'), [7]),
    of(file('a.test.ts', 'unit'), [9]),
    of(file('c.test.ts'), []),
    of(file('a.test.ts'), [1], 'cpuTime'),
    of({ kind: 'command', name: 'build' }, [10, 30, 20]),
    of({ kind: 'command', name: 'in a test' }, [99]),
  ]
  expect(durationsInRuns(series, probes)).toEqual([
    { file: 'a.test.ts', project: 'unit', duration: 7 },
    { file: 'b.test.ts', duration: 7 },
    { file: 'slo.config.ts', project: 'slo', duration: 80 },
  ])
  expect(durationsInRuns([], probes)).toEqual([])
})

test('of several runs: the median; what is gone from the latest is left out', () => {
  const series = [past(file('a.test.ts'), [5, 100, 7]), past(file('gone.test.ts'), [1, 2]), past(file('new.test.ts'), [3], 2)]
  expect(durationsInHistory(series, new Set(['run-2']), probes)).toEqual([
    { file: 'a.test.ts', duration: 7 },
    { file: 'new.test.ts', duration: 3 },
  ])
})
