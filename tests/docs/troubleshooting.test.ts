import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storedText } from '../commands/stored-run.ts'
import { folderWith, slo } from '../commands/test-world.ts'
import { durations, machine } from '../report/sample-run.ts'
import { entriesUnder, patternOf } from '../support/troubleshooting-page.ts'

type Files = Readonly<Record<string, string>>

/** How an entry comes about, and how it goes: a command in a folder, and what is changed for it to say something else. */
interface Fixture {
  readonly files: Files
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Files that are written, or other arguments; undefined where that takes more than a unit test has. */
  readonly cure?: { readonly files?: Files; readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> }
  /** Exit code once it is cured. */
  readonly ends?: number
}

const good = { sli: `sli.command('build').duration`, objective: `'<= 15s'`, more: '' }

/** A configuration with one SLO on a probe, which differs from a good one in what is given. */
function config(changes: Partial<typeof good> = {}, more = ''): Files {
  const { sli, objective, more: keys } = { ...good, ...changes }
  return {
    'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ probes: { build: { run: 'npm run build' } }, ${more} slos: { build: { sli: ${sli}, objective: ${objective}, ${keys} } } })`,
  }
}

const memory = { sli: `sli.command('build').memory`, objective: `'<= 2GiB'` }
const valid = { files: config(), args: ['validate'] }

const before: Readonly<Record<string, Fixture>> = {
  'slo.config.ts was not found': { files: { 'package.json': '{}' }, cure: { files: config() } },
  'There is no such key': {
    files: {
      'slo.config.ts': config()['slo.config.ts']!.replace('objective:', 'objektive:'),
    },
    cure: { files: config() },
  },
  'A unit of another kind': { files: config({ objective: `'<= 100MB'` }), cure: { files: config() } },
  'An objective of the wrong type': { files: config({ objective: '15' }), cure: { files: config() } },
  'A quantity that cannot be read': {
    files: config({ objective: `'<= 1,5s'` }),
    cure: { files: config({ objective: `'<= 1.5s'` }) },
  },
  'Not supported in this version': {
    files: config({}, `budget: {},`),
    cure: { files: config() },
  },
  'Switched off under monitoring': {
    files: config(memory, 'monitoring: { memory: false },'),
    cure: { files: config(memory, 'monitoring: { disk: false },') },
  },
  'A baseline without a history': {
    files: config({ more: 'baseline: {}' }, 'history: false,'),
    cure: { files: config({ more: 'baseline: {}' }) },
  },
  'A bound above an enforced limit': {
    files: config(memory, `limits: { memory: { max: '1GiB', onExceed: 'kill' } },`),
    cure: { files: config(memory, `limits: { memory: { max: '1GiB', onExceed: 'warn' } },`) },
  },
  'A folder outside of the project': {
    files: config({}, `reports: { dir: '../out' },`),
    cure: { files: config({}, `reports: { dir: 'out' },`) },
  },
  'Options of Vitest': { files: {}, args: ['run', '--shard=1/2'], cure: { args: ['run', '--', '--shard=1/2'] }, ends: 2 },
}

const commit = 'c'.repeat(40)
const series = [durations('build', [16_000, 16_000])]
const report = (parts: object = {}) => storedText({ commit, series, ...parts })
const busy = { ...machine, fitness: { fit: false, reasons: ['load per core 3.1 before the run > 1.5'] } }
const shard = (index: number) =>
  storedText({ id: `shard-${index}`, scope: 'shard', shard: { index, count: 2 }, commit, outcome: 'not-judged', series })
const channel = `alerts: { when: 'always', channels: { team: { kind: 'command', run: 'cat > told.json' } } },`

const after: Readonly<Record<string, Fixture>> = {
  'Inconclusive: the machine was busy': {
    files: { ...config(), '.slo/report.json': report({ machine: busy }) },
    args: ['check'],
    cure: { files: { '.slo/report.json': report() } },
    ends: 1,
  },
  'A shard is missing': {
    files: { ...config(), 'a.json': shard(1) },
    args: ['check', 'a.json'],
    cure: { files: { 'b.json': shard(2) }, args: ['check', 'a.json', 'b.json'] },
    ends: 1,
  },
  'A run that did not finish': {
    files: { ...config(), '.slo/report.json': report(), '.slo/unfinished.json': '{}' },
    args: ['check'],
  },
  'There is no report': {
    files: config(),
    args: ['report'],
    cure: { files: { 'elsewhere/report.json': report() }, args: ['report', 'run', 'elsewhere/report.json'] },
  },
  'A PDF and no browser': {
    files: { ...config(), '.slo/report.json': report() },
    args: ['report', '--output', 'run.pdf'],
    env: { CHROME_PATH: '/nothing' },
  },
  'No run is remembered': {
    files: config(),
    args: ['split', '--shards', '3'],
    cure: { files: { 'elsewhere/report.json': report() }, args: ['split', '--shards', '3', '--from', 'elsewhere'] },
  },
  'There is nothing to profile': { files: config(), args: ['profile', 'nothing'] },
  'The token of GitHub': { files: { ...config(), '.slo/report.json': report() }, args: ['github', 'comment'], cure: { env: { GITHUB_TOKEN: 'none' } }, ends: 2 }, // prettier-ignore
  'A channel that is not declared': {
    files: config(),
    args: ['alerts', 'test', 'team'],
    cure: { files: config({}, channel) },
  },
}

const parts = { 'Before a run': before, 'After a run': after }

describe.each(Object.entries(parts))('docs/troubleshooting.md: %s', (part, fixtures) => {
  const entries = entriesUnder(part)

  test('every entry has a fixture, and every fixture an entry', () => {
    expect(entries.map(({ heading }) => heading)).toEqual(Object.keys(fixtures))
  })

  test.each(entries)('$heading', async ({ heading, message }) => {
    const { files, args = valid.args, env = {}, cure, ends = 0 } = fixtures[heading]!
    const folder = folderWith({ 'package.json': '{}', ...files })
    const said = await slo(folder, args, { env })
    expect(said.stdout + said.stderr).toMatch(patternOf(message))
    if (cure === undefined) return
    for (const [name, text] of Object.entries(cure.files ?? {})) write(folder, name, text)
    const cured = await slo(folder, cure.args ?? args, { env: { ...env, ...cure.env } })
    expect(cured.stdout + cured.stderr).not.toMatch(patternOf(message))
    expect(cured.exitCode, cured.stdout + cured.stderr).toBe(ends)
  })
})

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}
