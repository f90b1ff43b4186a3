import { describe, expect, test } from 'vitest'
import { timelineOf } from '../../src/aggregate/timeline-of.ts'
import type { Followed } from '../../src/aggregate/timeline-of.ts'
import type { Trace } from '../../src/model/stretch.ts'
import type { Span } from '../../src/model/timeline.ts'

const switches = { cpu: true, memory: true, disk: true, network: true, processes: true, eventLoop: true, gc: true, heapAfterFile: false } // prettier-ignore
const figure = (mean: number, known = 100) => ({ min: mean, mean, max: mean, known })
const none = { startedAt: 1_000_000, duration: 5000.4, traces: [], spans: [], switches } satisfies Followed

function traceOf(name: string, parts: Partial<Trace> & { readonly cpu?: number } = {}): Trace {
  const { cpu = 1, ...rest } = parts
  return {
    subject: { kind: 'command', name },
    epoch: 1_000_500,
    stretches: [
      { from: 0, to: 100, figures: { cpu: figure(cpu), memory: { min: 10_000, mean: 12_345.6, max: 20_000, known: 100 } } },
      { from: 100, to: 200, figures: { cpu: figure(cpu) } },
    ],
    phases: [{ name: 'sample 1', from: 0, to: 200 }],
    source: 'samples',
    ...rest,
  }
}

function spanOf(name: string, from: number, to: number, parts: Partial<Span> = {}): Span {
  return { subject: { kind: 'test', name, file: 'a.test.ts' }, from, to, ...parts }
}

describe('timelineOf', () => {
  test('of nothing', () => {
    expect(timelineOf(none)).toEqual({
      duration: 5000,
      tracks: [],
      spans: [],
      leftOut: { commands: 0, containers: 0, files: 0, tests: 0 },
    })
  })

  test('a trace becomes columns, on the clock of the run; unknown is null', () => {
    expect(timelineOf({ ...none, traces: [traceOf('build', { cores: 2 })] }).tracks).toEqual([
      {
        subject: { kind: 'command', name: 'build' },
        cores: 2,
        source: 'samples',
        edges: [500, 600, 700],
        phases: [{ name: 'sample 1', from: 500, to: 700 }],
        lines: { cpu: { mean: [1, 1] }, memory: { mean: [12_300, null], min: [10_000, null], max: [20_000, null] } },
      },
    ])
  })

  test('what is switched off is not told, and a track of nothing is none', () => {
    const traces = [traceOf('build')]
    const [track] = timelineOf({ ...none, traces, switches: { ...switches, cpu: false } }).tracks
    expect(Object.keys(track?.lines ?? {})).toEqual(['memory'])
    expect(timelineOf({ ...none, traces, switches: { ...switches, cpu: false, memory: false } }).tracks).toEqual([])
  })

  test('executions one after the other share a line, those side by side have their own', () => {
    const traces = [traceOf('a', { epoch: 1_001_000 }), traceOf('a'), traceOf('a', { epoch: 1_000_600 })]
    const { tracks } = timelineOf({ ...none, traces })
    expect(tracks.map(({ edges }) => edges)).toEqual([
      [500, 600, 700, 1000, 1100, 1200],
      [600, 700, 800],
    ])
    expect(tracks[0]?.lines.cpu?.mean).toEqual([1, 1, null, 1, 1])
  })

  test('the run first, then those that took most CPU time; the others are counted', () => {
    const traces = [
      ...Array.from({ length: 13 }, (_, place) => traceOf(`command ${place}`, { cpu: place })),
      ...Array.from({ length: 11 }, (_, place) => traceOf('', { subject: { kind: 'container', name: `box ${place}` }, cpu: place })), // prettier-ignore
      traceOf('run', { subject: { kind: 'run', name: 'run' } }),
      traceOf('unmeasured', { stretches: [{ from: 0, to: 1, figures: { memory: figure(1) } }] }),
      traceOf('empty', { stretches: [] }),
    ]
    const { tracks, leftOut } = timelineOf({ ...none, traces })
    expect(tracks.map(({ subject }) => subject.name).slice(0, 3)).toEqual(['run', 'command 12', 'command 11'])
    expect(tracks.map(({ subject }) => subject.name).slice(5, 7)).toEqual(['command 8', 'box 10'])
    expect(tracks).toHaveLength(11)
    expect(leftOut).toEqual({ commands: 9, containers: 6, files: 0, tests: 0 })
  })

  test('what was over before the run is not of it, and what began before it begins with it', () => {
    const before = traceOf('before', { epoch: 999_000 })
    const across = traceOf('across', { epoch: 999_850, phases: [{ name: 'start', from: 0, to: 100 }, { name: 'later', from: 120, to: 170 }] }) // prettier-ignore
    const { tracks } = timelineOf({ ...none, traces: [before, across] })
    expect(tracks.map(({ edges, phases }) => ({ edges, phases }))).toEqual([
      { edges: [0, 50], phases: [{ name: 'later', from: 0, to: 20 }] },
    ])
  })

  test('spans in the order of time, with what is known of them', () => {
    const file = { kind: 'file', name: 'a.test.ts', project: 'web' } as const
    const spans: Span[] = [
      spanOf('late', 1_002_000.6, 1_002_100, { worker: 2, failed: true }),
      { subject: file, from: 1_000_100, to: 1_003_000, testsFrom: 1_000_900, worker: 2 },
      spanOf('of an earlier run', 990_000, 991_000),
    ]
    expect(timelineOf({ ...none, spans }).spans).toEqual([
      { subject: file, from: 100, to: 3000, testsFrom: 900, worker: 2 },
      { subject: { kind: 'test', name: 'late', file: 'a.test.ts' }, from: 2001, to: 2100, worker: 2, failed: true },
    ])
  })

  test('the longest have a place, files first; the others are counted', () => {
    const files = Array.from({ length: 310 }, (_, place): Span => ({ subject: { kind: 'file', name: `${place}` }, from: 1_000_000, to: 1_000_000 + place })) // prettier-ignore
    const tests = Array.from({ length: 400 }, (_, place) => spanOf(`${place}`, 1_000_000, 1_000_000 + place))
    const { spans, leftOut } = timelineOf({ ...none, spans: [...files, ...tests] })
    expect(spans).toHaveLength(400)
    expect(leftOut).toEqual({ commands: 0, containers: 0, files: 110, tests: 200 })
    expect(spans.filter(({ subject }) => subject.kind === 'file').every(({ to }) => to >= 110)).toBe(true)
    expect(spans.filter(({ subject }) => subject.kind === 'test').every(({ to }) => to >= 100)).toBe(true)
  })

  test('is bounded: the largest there can be takes less than 220 KB as JSON', () => {
    const stretches = Array.from({ length: 1000 }, (_, place) => {
      const known = { min: Math.PI * 1e6 + place, mean: Math.E * 1e6 + place, max: Math.SQRT2 * 1e7 + place, known: 100 }
      const figures = { cpu: known, memory: known, diskRead: known, diskWrite: known, networkSent: known, networkReceived: known }
      return { from: place * 100, to: place * 100 + 100, figures }
    })
    const phases = Array.from({ length: 100 }, (_, place) => ({ name: `sample ${place}`, from: place, to: place + 1 }))
    const kinds = ['run', ...Array.from({ length: 50 }, () => 'command'), ...Array.from({ length: 50 }, () => 'container')] as const // prettier-ignore
    const traces = kinds.map((kind, place) => traceOf('', { subject: { kind: kind as 'run', name: `one of many ${place}` }, stretches, phases })) // prettier-ignore
    const spans = Array.from({ length: 5000 }, (_, place) => spanOf(`a group of tests > a test with a name of its own ${place}`, 1_000_000, 1_000_000 + place)) // prettier-ignore
    expect(JSON.stringify(timelineOf({ ...none, traces, spans })).length).toBeLessThan(220_000)
  })
})
