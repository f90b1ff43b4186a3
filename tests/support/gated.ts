import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project, runVitest } from './consumer.ts'
import type { RunOptions } from './consumer.ts'
import type { Ended } from './run.ts'

/** What a test reads of `.slo/report.json`. */
export interface StoredRun {
  readonly outcome: string
  readonly exitCode: number
  readonly run: {
    readonly scope: string
    readonly startedAt: string
    readonly tests: Readonly<Record<'passed' | 'failed' | 'skipped', number>>
  }
  readonly verdicts: readonly {
    readonly slo: string
    readonly status: string
    readonly reason: string
    readonly cause?: string
  }[]
  readonly series: readonly {
    readonly subject: { readonly kind: string; readonly name: string; readonly file?: string; readonly project?: string }
    readonly metric: string
    readonly samples: readonly number[]
    readonly exact: boolean
  }[]
  readonly gaps: readonly { readonly kind: string; readonly reason: string; readonly metric?: string }[]
}

/** One file of the report of Vitest's own reporter `json`, without figures that differ from run to run. */
export interface FileResult {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly meta: object
    readonly failureMessages: readonly string[]
  }[]
}

/** The gate's report in a project; undefined where there is none. */
export function storedRun(dir: string): StoredRun | undefined {
  const file = join(dir, '.slo/report.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StoredRun) : undefined
}

/** A Vitest config that has the plugin unless WITHOUT is set. `test` is the text of its options. */
export function vitestConfig(test = ''): string {
  return `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: process.env.WITHOUT ? [] : [slo()], test: { ${test} } })`
}

/** A slo.config.ts. Timings are judged hard: these tests must not depend on how busy the machine is. */
export function sloConfig(slos: string, more = ''): string {
  return `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', ${profiling(more)} metrics: { level: { type: 'gauge', unit: 'count' } }, ${more} slos: { ${slos} } })`
}

/** A pass that looks for causes would only make these tests longer; those that are about it ask for it. */
function profiling(more: string): string {
  return more.includes('profiling:') ? '' : "profiling: { when: 'never' },"
}

/** What one run of a project showed. */
export interface Shown extends Ended {
  readonly dir: string
  readonly results: readonly FileResult[]
}

/** The same run of the same files with and without the plugin, in two folders and at the same time. */
export async function withAndWithout(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  options: RunOptions,
): Promise<{ readonly with: Shown; readonly without: Shown }> {
  const [gated, plain] = await Promise.all([
    shown(project(files, options), args, options),
    shown(project(files, options), args, { ...options, env: { ...options.env, WITHOUT: '1' } }),
  ])
  return { with: gated, without: plain }
}

async function shown(dir: string, args: readonly string[], options: RunOptions): Promise<Shown> {
  // Slow tests are listed by name: on a busy machine not the same ones each time.
  const output = ['--reporter=default', '--reporter=json', '--outputFile.json=results.json', '--slowTestThreshold=600000']
  const ended = await runVitest(dir, [...output, ...args], options)
  const own = (text: string) => text.replaceAll(dir, '<dir>')
  const results = fileResults(join(dir, 'results.json')).map((file) => ({ ...file, name: own(file.name) }))
  return { dir, ...ended, stdout: own(ended.stdout), stderr: own(ended.stderr), results }
}

/** The files of a JSON report by name, without the module of the verdicts, times and stacks. */
export function fileResults(file: string): FileResult[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'), withoutTimes) as { testResults: FileResult[] }
  const own = testResults.filter(({ name }) => !name.endsWith('slo.config.ts'))
  return own.toSorted((one, other) => one.name.localeCompare(other.name))
}

function withoutTimes(key: string, value: unknown): unknown {
  if (key === 'startTime' || key === 'endTime' || key === 'duration') return undefined
  if (key === 'failureMessages') return (value as string[]).map((message) => message.split('\n    at ', 1)[0])
  return value
}

/** Lines of a text in which every duration reads the same; without those that tell when and how long it ran, and how much of it was ours. */
export function timeless(text: string): string[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^ *(Duration|Start at|Test Files|Tests|Isolate|JSON report| *at least)\b/.test(line))
  return lines.map((line) => line.replaceAll(/ \d+(\.\d+)?m?s\b/g, ' T').replaceAll(/ +T$/g, '').replaceAll(/\[\d+\/\d+\]/g, '')) // prettier-ignore
}

/** A test file that sets the gauge `level`. */
export function levelTest(value: number, name = 'sets the level'): string {
  return `import { slo, test } from 'vitest-slo/test'
test('${name}', () => slo.metric.gauge('level', ${value}))`
}

/** Samples of one series; undefined where there is none. */
export function samplesOf(report: StoredRun | undefined, name: string, metric: string): readonly number[] | undefined {
  return report?.series.find((one) => one.subject.name === name && one.metric === metric)?.samples
}

/** The SLO that looks at the gauge of `levelTest`. */
export function levelSlo(bound: string): string {
  return `level: { sli: sli.metric('level').value, objective: '${bound}' }`
}
