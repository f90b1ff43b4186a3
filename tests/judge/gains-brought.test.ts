import { expect, test } from 'vitest'
import { gainsBrought } from '../../src/judge/gains-brought.ts'
import type { Comparison } from '../../src/model/comparison.ts'
import type { Gain, Insight } from '../../src/model/insight.ts'
import type { Subject } from '../../src/model/subject.ts'

const file: Subject = { kind: 'file', name: 'a.test.ts' }
const gain: Gain = { subject: file, metric: 'duration', unit: 'ms', now: 4000, best: 1000 }
const share: Insight = { kind: 'container-share', container: 'api', file: 'a.test.ts', starts: 1, startup: 3000, duration: 4000, share: 0.75, advice: { remedies: ['reuse'], gain } } // prettier-ignore
const compared: Comparison = { subject: file, metric: 'duration', unit: 'ms', pairs: 10, base: 4000, head: 1400, change: -0.65, interval: [-0.7, -0.6], verdict: 'better', reason: '' } // prettier-ignore
const promise = { cost: 'container-share', subject: file, metric: 'duration', promised: -0.75 }

test('what was promised beside what was measured', () => {
  expect(gainsBrought([share], [], [compared])).toEqual([{ ...promise, gone: true, measured: -0.65, interval: [-0.7, -0.6] }])
})

test('a cost that is still there, with other figures', () => {
  const later: Insight = { ...share, startup: 2000, advice: { remedies: ['reuse'], gain: { ...gain, now: 3000 } } }
  expect(gainsBrought([share], [later], [])).toEqual([{ ...promise, gone: false }])
  expect(gainsBrought([share], [{ ...share, file: 'b.test.ts' }], [])).toMatchObject([{ gone: true }])
})

test('a figure without an interval, and one without a ratio', () => {
  expect(gainsBrought([share], [], [{ ...compared, interval: undefined }])).toEqual([{ ...promise, gone: true, measured: -0.65 }])
  expect(gainsBrought([share], [], [{ ...compared, change: undefined }])).toEqual([{ ...promise, gone: true }])
})

test.each<[string, Insight]>([
  ['a heap', { kind: 'heap-growth', worker: '1/1', files: 9, slope: 1e6 }],
  ['advice without a number', { ...share, advice: { remedies: ['reuse'] } }],
  ['nothing to gain', { ...share, advice: { remedies: ['reuse'], gain: { ...gain, now: 0, best: 0 } } }],
])('%s promises nothing', (_, insight) => expect(gainsBrought([insight], [], [compared])).toEqual([]))
