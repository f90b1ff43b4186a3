import { expect, test } from 'vitest'
import { containerShares, repeatedContainers } from '../../../src/judge/insights/containers.ts'
import { aContainer, aFile, figures, timesOf } from './sample-series.ts'

const from = (file: string, project?: string) => ({ origin: { file, test: 't', ...(project === undefined ? {} : { project }) } })
const api = (samples: readonly number[], file = 'a.test.ts', project?: string) =>
  timesOf(aContainer('api'), 'startup', samples, from(file, project))

test('a container whose start takes half of the time of its file', () => {
  const shares = containerShares(figures(api([2000, 1000]), timesOf(aFile('a.test.ts'), 'duration', [4000])))
  expect(shares).toEqual([
    { kind: 'container-share', container: 'api', file: 'a.test.ts', starts: 2, startup: 3000, duration: 4000, share: 0.75 },
  ])
  const inProject = containerShares(figures(api([5000], 'a.test.ts', 'p'), timesOf(aFile('a.test.ts', 'p'), 'duration', [4000])))
  expect(inProject).toMatchObject([{ project: 'p', share: 1 }])
})

test.each([
  ['it is less than half', api([1900]), [4000]],
  ['it is short', api([900]), [1000]],
  ['nobody knows how long the file took', api([3000]), []],
  ['the file took no number', api([3000]), [Number.NaN]],
  ['no test started it', timesOf(aContainer('api'), 'startup', [3000]), [4000]],
  ['the start took no number', api([Number.NaN]), [4000]],
])('nothing where %s', (_, series, durations) =>
  expect(containerShares(figures(series, timesOf(aFile('a.test.ts'), 'duration', durations)))).toEqual([]),
)

test('one container that several files start', () => {
  const shared = { ...api([3000, 2000]), origin: undefined, recordings: [{ origin: from('a.test.ts').origin, samples: 1 }, { origin: from('b.test.ts').origin, samples: 1 }] } // prettier-ignore
  expect(repeatedContainers(figures(shared))).toEqual([
    { kind: 'container-repeated', container: 'api', files: ['a.test.ts', 'b.test.ts'], starts: 2, startup: 5000, once: 2000 },
  ])
  expect(repeatedContainers(figures(api([3000]), api([900], 'b.test.ts')))).toMatchObject([{ startup: 3900, once: 900 }])
})

test.each([
  ['one file starts it twice', [api([3000, 3000])]],
  ['it starts quickly', [api([400]), api([400], 'b.test.ts')]],
])('nothing where %s', (_, series) => expect(repeatedContainers(figures(series))).toEqual([]))
