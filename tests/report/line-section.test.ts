import { describe, expect, test } from 'vitest'
import type { Timeline } from '../../src/model/timeline.ts'
import { lineSection } from '../../src/report/documents/line-section.ts'
import { resourcesDocument } from '../../src/report/documents/resources-document.ts'
import { nowhere } from '../../src/report/checks-of-run.ts'
import { runOf } from './sample-run.ts'

const build = { kind: 'command', name: 'build' } as const

const timeline: Timeline = {
  duration: 1000,
  leftOut: { commands: 0, containers: 0, files: 0, tests: 0 },
  tracks: [
    {
      subject: { kind: 'run', name: 'run' },
      source: 'samples',
      edges: [0, 100, 400, 500],
      phases: [],
      lines: { cpu: { mean: [1, 2, null] }, memory: { mean: [10, 20, 5], max: [10, 25, 90] } },
    },
    { subject: build, source: 'samples', edges: [0, 10], phases: [], lines: { diskRead: { mean: [null] } } },
  ],
  spans: [
    { subject: { kind: 'file', name: 'a.test.ts' }, from: 0, to: 300 },
    { subject: { kind: 'test', name: 'works', file: 'a.test.ts' }, from: 200, to: 260 },
  ],
}

describe('lineSection', () => {
  test('when each used most, and what ran then; what is unknown has no row', () => {
    expect(lineSection(timeline).rows).toEqual([
      {
        subject: 'run',
        metric: 'cpu',
        mean: { value: 1.75, unit: 'count' },
        largest: { value: 2, unit: 'count' },
        unit: 'count',
        at: { value: 250, unit: 'ms' },
        during: 'test a.test.ts > works',
      },
      {
        subject: 'run',
        metric: 'memory',
        mean: { value: 15, unit: 'bytes' },
        largest: { value: 90, unit: 'bytes' },
        unit: 'bytes',
        at: { value: 450, unit: 'ms' },
        during: undefined,
      },
    ])
  })

  test('stands in the report on resources where there are any', () => {
    const sections = (parts: object) => resourcesDocument({ run: runOf(parts), declared: nowhere }).sections.map(({ id }) => id)
    expect(sections({ timeline })).toContain('lines')
    expect(sections({})).not.toContain('lines')
  })
})
