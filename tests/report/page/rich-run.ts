import type { Flame } from '../../../src/model/flame.ts'
import type { Past } from '../../../src/model/past.ts'
import type { Profile } from '../../../src/model/profile.ts'
import type { Run } from '../../../src/model/run.ts'
import type { Series } from '../../../src/model/series.ts'
import { limitHit } from '../../../src/model/limit-hit.ts'
import { summarize } from '../../../src/aggregate/summarize.ts'
import { pageKit } from '../../../src/page-kit.ts'
import type { CpuNode, CpuProfile } from '../../../src/profile/cpu-profile.ts'
import { flameOf } from '../../../src/profile/flame-of.ts'
import type { HtmlOptions } from '../../../src/report/html.ts'
import { sampleRun, sloOf } from '../sample-run.ts'
import { richTimeline } from './rich-timeline.ts'

/** Even and odd numbers that look like chance and are the same every time: 0 to 1. */
function wobble(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x85ebca6b)
  return ((Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ mixed) >>> 0) / 2 ** 32
}

const scaffold = { kind: 'command', name: 'cli:scaffold' } as const
const hot = { function: 'readTemplates', file: 'src/templates.ts', line: 84, hottestLine: 88, owner: 'own', self: 1140, total: 1302, unit: 'ms', before: 310 } as const // prettier-ignore
const saved = { function: 'saves', file: 'src/save.ts', line: 12 }
const parse = { function: 'JSON.parse', owner: 'node', self: 900, total: 900, unit: 'ms' } as const

const profiles: readonly Profile[] = [
  {
    subject: scaffold,
    kind: 'cpu',
    file: '.slo/profiles/cli-scaffold.cpuprofile',
    unit: 'ms',
    samples: 1,
    source: 'node:inspector',
    hotPath: [hot, parse],
    comparedWith: '.slo/profiles/good/cli-scaffold.cpuprofile',
    topSelf: [parse, hot],
    topTotal: [hot],
    shares: { own: 240, dependency: 120, node: 900, gc: 12, idle: 300 },
    changes: [{ function: 'readTemplates', file: 'src/templates.ts', line: 84, before: 310, after: 1140 }],
  },
  {
    subject: { kind: 'command', name: 'cli:generate' },
    kind: 'disk',
    file: '.slo/profiles/cli-generate.disk.json',
    unit: 'bytes',
    samples: 1,
    source: 'functions of node:fs',
    hotPath: [{ function: 'out.bin', file: 'src/save.ts', line: 12, owner: 'own', self: 4000, total: 4000, unit: 'bytes' }],
    comparedWith: '.slo/profiles/good/cli-generate.disk.json',
    traffic: [{ name: 'out.bin', operations: 3, read: 0, written: 4000, time: 5, opener: saved }],
    changes: [{ name: 'out.bin', opener: saved, before: 1000, after: 4000 }],
  },
]

/** Tests in files of forty, with three metrics each. */
function manyTests(count: number): Series[] {
  return Array.from({ length: count }, (_, index): Series[] => {
    const subject = { kind: 'test', name: `group ${index % 9} > case ${index}`, file: `tests/unit/area-${Math.floor(index / 40)}.test.ts` } as const // prettier-ignore
    const duration = 1 + 60 * wobble(index) ** 3
    return [
      { subject, metric: 'duration', unit: 'ms', samples: [duration], source: 'performance.now', exact: true },
      { subject, metric: 'cpuTime', unit: 'ms', samples: [duration * 0.9], source: 'process.cpuUsage', exact: false },
      {
        subject,
        metric: 'allocated',
        unit: 'bytes',
        samples: [Math.round(duration * 1e5)],
        source: 'v8.GCProfiler',
        exact: true,
      },
    ]
  }).flat()
}

/** The sample run with many tests, profiles, limits and insights: every place of the page has something to show. */
export function richRun(tests = 300, parts: Partial<Run> = {}): Run {
  return {
    ...sampleRun,
    series: [...sampleRun.series, ...manyTests(tests)],
    verdicts: [
      ...sampleRun.verdicts,
      {
        status: 'met',
        slo: sloOf('all-tests', {
          sli: { subject: { kind: 'test', file: 'tests/unit/**' }, metric: 'duration', unit: 'ms' },
          bound: { statistic: 'p95', threshold: 100, written: '100ms' },
        }),
        measured: 52.4,
        headroom: 47.6,
        samples: tests,
        exact: true,
        reason: 'p95 52.4ms, objective <= 100ms',
      },
    ],
    profiles,
    profileGaps: [{ subject: { kind: 'command', name: 'install' }, kind: 'cpu', reason: 'it took longer than 60s' }],
    limits: [
      limitHit({ name: 'memory', max: 1e9, written: '1GB', onExceed: 'warn', sustained: 0 }, 1.34e9, {
        subject: { kind: 'command', name: 'cli:generate' },
        culprit: 'node hog.mjs (pid 41)',
        running: ['tests/a.test.ts > allocates'],
      }),
      { kind: 'held', limit: 'processes', written: '256' },
    ],
    insights: [
      { kind: 'level', slo: 'cli-scaffolding', unit: 'ms', run: 'past-2', startedAt: '2026-01-01T10:00:00.000Z', commit: 'abc1232', commitBefore: 'abc1233', before: 2300, after: 3400, runs: 3 },
      { kind: 'heap-step', worker: '71/0', file: 'tests/cache.test.ts', before: 31e6, after: 58e6, later: 9 },
      { kind: 'slow-tests', tests: [{ name: 'group 1 > case 1', file: 'tests/unit/area-0.test.ts', duration: 60 }], time: 60, total: 90, share: 2 / 3, count: 300, advice: { remedies: ['parallelism'], gain: { subject: { kind: 'run', name: 'run' }, metric: 'testsTime', unit: 'ms', now: 90, best: 30 } } },
    ], // prettier-ignore
    score: 61,
    timeline: richTimeline(tests),
    ...parts,
  }
}

/** Runs before it, the newest first: one SLO became slower a few runs ago, and the machine was another one at first. */
export function richPast(count = 40, run: Run = sampleRun): Past {
  const runs = Array.from({ length: count }, (_, age) => ({
    id: `past-${age}`,
    startedAt: new Date(Date.UTC(2026, 0, 2) - age * 36e5 * 7).toISOString(),
    finishedAt: new Date(Date.UTC(2026, 0, 2) - age * 36e5 * 7 + 6e4).toISOString(),
    scope: 'full' as const,
    outcome: age < 3 ? ('violated' as const) : ('met' as const),
    exitCode: age < 3 ? (1 as const) : (0 as const),
    environment: 'ci',
    commit: (0xabc1230 + age).toString(16),
    branch: 'main',
    fingerprint: age > count * 0.7 ? 'old' : 'a1b2c3',
    machineClass: 'local',
    fit: true,
  }))
  const verdicts = new Map(
    runs.map(({ id }, age) => [
      id,
      run.verdicts.map(({ slo }, place) => {
        const level = slo.objective.threshold * (0.72 + 0.16 * wobble(age * 31 + place))
        const slow = slo.name === 'cli-scaffolding' && age < 3
        return { slo: slo.name, status: slow ? ('violated' as const) : ('met' as const), measured: slow ? level * 1.35 : level }
      }),
    ]),
  )
  return { runs, series: [], verdicts, marks: [] }
}

/** A CPU profile of so many nodes, with stacks of own, foreign and Node's code. */
function cpuProfile(count: number, slow = 1): CpuProfile {
  const files = [
    'file:///app/src/templates.ts',
    'file:///app/src/render.ts',
    'file:///app/node_modules/marked/index.js',
    'node:fs',
    '',
  ]
  const nodes: (CpuNode & { children: number[] })[] = []
  for (let id = 0; id < count; id++) {
    const parent = id === 0 ? undefined : nodes[Math.max(0, id - 1 - Math.floor(wobble(id * 3 + 1) * 12))]
    parent?.children.push(id)
    const functionName =
      id === 0
        ? '(root)'
        : `${['read', 'parse', 'render', 'write'][id % 4]}${['Templates', 'Tokens', 'Page', 'File'][(id >> 2) % 4]}`
    const url = id === 0 ? '' : (files[Math.floor(wobble(id) * files.length)] as string)
    nodes.push({ id, callFrame: { functionName, scriptId: '1', url, lineNumber: id % 300, columnNumber: 0 }, children: [] })
  }
  const samples = Array.from({ length: count * 3 }, (_, index) => Math.min(count - 1, Math.floor(index / 3)))
  const timeDeltas = samples.map((id) => Math.floor(400 + 4000 * wobble(id * 7) ** 4) * (id % 4 === 0 ? slow : 1))
  return { nodes, startTime: 0, endTime: timeDeltas.reduce((sum, delta) => sum + delta, 0), samples, timeDeltas }
}

/** What a page is rendered with: the built template, the real summary, the calls of a profile. */
export const richOptions: HtmlOptions = {
  summarize,
  kit: {
    ...pageKit('.'),
    flame: (profile) => {
      if (profile.kind !== 'cpu') return undefined
      const flameIn = (slow: number): Flame =>
        flameOf({ kind: 'cpu', data: cpuProfile(2000, slow) }, { root: '/app', samples: 1 })!
      const lines = ['export async function readTemplates(dir) {', '  const templates = []', '  for (const file of await readdir(dir)) {', '    const text = await readFile(file)', '    templates.push(JSON.parse(text))', '  }', '  return templates', '}'] // prettier-ignore
      return { flame: flameIn(3), before: flameIn(1), sources: [{ file: 'src/templates.ts', line: 88, from: 84, lines }] }
    },
  },
}
