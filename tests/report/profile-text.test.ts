import { describe, expect, test } from 'vitest'
import type { Frame, Profile } from '../../src/model/profile.ts'
import { renderHtml } from '../../src/report/html.ts'
import { hotPathText } from '../../src/report/profile-text.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { renderProfile } from '../../src/report/terminal/profile-page.ts'
import { readHtml } from './html/read-html.ts'
import { bareOptions, headOfPage, screenOf } from './html/unpack.ts'
import { runOf, sampleRun, sloOf } from './sample-run.ts'

const frame: Frame = { function: 'readTemplates', file: 'src/templates.ts', line: 84, hottestLine: 88, owner: 'own', self: 1140, total: 1302, unit: 'ms' } // prettier-ignore
const callee: Frame = { function: 'JSON.parse', owner: 'node', self: 900, total: 900, unit: 'ms' }
const cpu: Profile = {
  subject: { kind: 'command', name: 'cli:scaffold' },
  kind: 'cpu',
  file: '.slo/profiles/cli.cpuprofile',
  unit: 'ms',
  samples: 1,
  source: 'node:inspector',
  hotPath: [{ ...frame, before: 310 }, callee],
  comparedWith: '.slo/profiles/good/cli.cpuprofile',
  topSelf: [callee, frame],
  topTotal: [frame],
  shares: { own: 240, dependency: 0, node: 900, gc: 12, idle: 300 },
  changes: [
    { function: 'readTemplates', file: 'src/templates.ts', line: 84, before: 310, after: 1140 },
    { function: 'fresh', after: 20 },
  ],
}
const disk: Profile = {
  subject: { kind: 'test', name: 'writes', file: 'a.test.ts' },
  kind: 'disk',
  file: 'elsewhere/a.disk.json',
  unit: 'bytes',
  samples: 3,
  source: 'functions of node:fs',
  hotPath: [{ function: 'out.bin', owner: 'own', self: 4000, total: 4000, unit: 'bytes' }],
  traffic: [{ name: 'out.bin', operations: 3, read: 0, written: 4000, time: 5 }],
}
const saved = { function: 'saves', file: 'src/save.ts', line: 12 }
const opened: Profile = {
  ...disk,
  comparedWith: '.slo/profiles/good/a.disk.json',
  hotPath: [{ ...disk.hotPath[0]!, file: 'src/save.ts', line: 12, before: 1000 }],
  traffic: [{ ...disk.traffic[0]!, opener: saved }, disk.traffic[0]!],
  changes: [
    { name: 'out.bin', opener: saved, before: 1000, after: 4000 },
    { name: 'log', after: 20 },
  ],
}
const network: Profile = { ...disk, kind: 'network', traffic: [{ ...disk.traffic[0]!, name: 'localhost:80' }] }
const { comparedWith: _, ...alone } = cpu

describe('the hot path in a line', () => {
  test.each([
    [cpu, 'readTemplates → JSON.parse (src/templates.ts:84, most in line 88)  1.14s self, was 310ms'],
    [{ ...cpu, hotPath: [frame] }, 'readTemplates (src/templates.ts:84, most in line 88)  1.14s self, was not there'],
    [{ ...alone, hotPath: [{ ...frame, hottestLine: 84 }] }, 'readTemplates (src/templates.ts:84)  1.14s self'],
    [{ ...alone, hotPath: [{ ...callee, file: 'a\nb.js' }] }, 'JSON.parse (a b.js)  900ms self'],
    [{ ...alone, kind: 'heap', hotPath: [{ ...callee, unit: 'bytes' }] }, 'JSON.parse  900B allocated'],
    [{ ...cpu, hotPath: [], shares: { own: 0, dependency: 0, node: 100, gc: 0, idle: 900 } }, 'none: idle 90% of 1s'],
    [{ ...cpu, hotPath: [], shares: { own: 0, dependency: 0, node: 0, gc: 0, idle: 0 } }, 'none: nothing was recorded'],
    [disk, 'out.bin  4KB read and written'],
    [opened, 'out.bin (opened in src/save.ts:12)  4KB read and written, was 1KB'],
    [network, 'out.bin  4KB sent and received'],
    [{ ...disk, hotPath: [] }, 'none: nothing was read, written or sent'],
  ] as readonly [Profile, string][])('%#', (profile, text) => {
    expect(hotPathText(profile)).toBe(text)
  })
})

const gap = { subject: { kind: 'command', name: 'install' }, kind: 'cpu', reason: 'it took longer than 60s' } as const
const profiled = { ...sampleRun, profiles: [cpu, disk, network], profileGaps: [gap], overhead: { perTestMs: 1, samplerCpuRatio: 0, profilingMs: 2500 } } // prettier-ignore

test('the terminal names the line below the violation, and why there is none', () => {
  const text = renderTerminal(profiled, { colors: false, all: false, width: 120 })
  expect(text).toContain(`
   hot path   readTemplates → JSON.parse (src/templates.ts:84, most in line 88)  1.14s self, was 310ms
   profile    .slo/profiles/cli.cpuprofile
`)
  expect(text).toContain('\n   profile    none: it took longer than 60s\n')
  expect(text).toContain(', profiling 2.5s after the run')
})

test('the page has every profile, and the line is there without scripts', () => {
  const html = renderHtml(profiled, bareOptions)
  const { report, verdicts } = headOfPage(html)
  expect(report.profiles).toEqual([cpu, disk, network])
  expect(report.notProfiled).toEqual([gap])
  expect(verdicts.find(({ slo }) => slo === 'cli-scaffolding')?.profiles).toEqual([0])
  expect(readHtml(screenOf(html)).text).toContain('hot path readTemplates → JSON.parse (src/templates.ts:84, most in line 88)')
})

test('a page without profiles has no place for them', () => {
  const html = renderHtml(runOf({ verdicts: [{ status: 'met', slo: sloOf('a'), measured: 1, headroom: 1, samples: 1, exact: true, reason: '' }] }), bareOptions) // prettier-ignore
  expect(headOfPage(html)).toMatchObject({ report: { profiles: [] }, flames: [] })
})

test('a profile alone, for the terminal', () => {
  const plain = { colors: false, width: 100 }
  expect(renderProfile({ ...cpu, samples: 1 }, plain)).toMatchInlineSnapshot(`
    " command cli:scaffold  cpu
       hot path   readTemplates → JSON.parse (src/templates.ts:84, most in line 88)  1.14s self, was
                  310ms
       whose      own code 240ms · Node.js 900ms · garbage collector 12ms · idle 300ms
       self       900ms  JSON.parse
                  1.14s  readTemplates (src/templates.ts:84)
       total      1.3s  readTemplates (src/templates.ts:84)
       changed    310ms → 1.14s  readTemplates (src/templates.ts:84)
                  new → 20ms  fresh
       recorded   node:inspector, 1 execution, figures of one
       against    .slo/profiles/good/cli.cpuprofile
       profile    .slo/profiles/cli.cpuprofile
    "
  `)
  expect(renderProfile(opened, plain)).toMatchInlineSnapshot(`
    " test a.test.ts > writes  disk
       hot path   out.bin (opened in src/save.ts:12)  4KB read and written, was 1KB
       most       0B in, 4KB out, 3 times, 5ms  out.bin  opened by saves (src/save.ts:12)
                  0B in, 4KB out, 3 times, 5ms  out.bin
       changed    1KB → 4KB  out.bin  opened by saves (src/save.ts:12)
                  new → 20B  log
       recorded   functions of node:fs, 3 executions, figures of one
       against    .slo/profiles/good/a.disk.json
       profile    elsewhere/a.disk.json
    "
  `)
  expect(renderProfile(disk, plain)).toMatchInlineSnapshot(`
    " test a.test.ts > writes  disk
       hot path   out.bin  4KB read and written
       most       0B in, 4KB out, 3 times, 5ms  out.bin
       recorded   functions of node:fs, 3 executions, figures of one
       profile    elsewhere/a.disk.json
    "
  `)
  expect(renderProfile({ ...alone, hotPath: [], topSelf: [], topTotal: [], changes: undefined, shares: { own: 0, dependency: 0, node: 0, gc: 0, idle: 0 } }, plain)).not.toContain('whose') // prettier-ignore
})

test('of several executions a count is one of them, on average', () => {
  const page = { colors: false, width: 100 }
  const used = (operations: number): Profile => ({
    ...disk,
    traffic: [{ name: 'out.bin', operations, read: 0, written: 4000, time: 5 }],
  })
  expect(renderProfile(used(4 / 3), page)).toContain('1.33 times')
  expect(renderProfile(used(1), page)).toContain('1 time,')
})
