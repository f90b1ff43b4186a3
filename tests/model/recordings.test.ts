import { expect, test } from 'vitest'
import { partsOf } from '../../src/model/recordings.ts'
import type { Series } from '../../src/model/series.ts'

const build: Series = {
  subject: { kind: 'command', name: 'build' },
  metric: 'duration',
  unit: 'ms',
  samples: [1, 2, 3, 4],
  source: 'monotonic clock',
  exact: true,
}
const origin = { file: 'a.test.ts', test: 'builds' }

test('a series that one test recorded is its own only part', () => {
  expect(partsOf({ ...build, origin })).toEqual([{ ...build, origin }])
})

test('each part has the samples of its recording, and is measured again only if it was', () => {
  const recordings = [
    { samples: 1 },
    { origin, samples: 2, confirmation: 1 },
    { origin: { ...origin, project: 'web' }, samples: 1 },
  ]
  const parts = partsOf({ ...build, confirmation: [1, 9, 4], recordings })
  expect(parts).toStrictEqual([
    { ...build, samples: [1] },
    { ...build, samples: [2, 3], confirmation: [9], origin },
    { ...build, samples: [4], origin: { ...origin, project: 'web' } },
  ])
})

test('a stored file that was tampered with loses nothing of the whole', () => {
  expect(
    partsOf({ ...build, recordings: [{ samples: 9 }, { samples: 9, confirmation: 1 }] }).map(({ samples }) => samples),
  ).toEqual([[1, 2, 3, 4], []])
})
