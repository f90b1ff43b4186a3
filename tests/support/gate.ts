import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project, runVitest } from './consumer.ts'
import type { Major } from './consumer.ts'
import type { Ended } from './run.ts'

/** What the tests read of a stored run. */
export interface StoredRun {
  readonly outcome: string
  readonly exitCode: number
  readonly run: { readonly scope: string }
  readonly tests: { readonly passed: number; readonly failed: number }
  readonly verdicts: readonly {
    readonly slo: string
    readonly status: string
    readonly cause?: string
    readonly reason: string
    readonly measured?: number
  }[]
  readonly series: readonly {
    readonly subject: { readonly kind: string; readonly name: string }
    readonly metric: string
    readonly samples: readonly number[]
    readonly source: string
    readonly exact: boolean
    readonly origin?: StoredOrigin
    readonly recordings?: readonly { readonly origin?: StoredOrigin }[]
  }[]
  readonly insights: readonly object[]
  readonly gaps: readonly { readonly kind: string; readonly reason: string }[]
}

/** The test that recorded something. */
interface StoredOrigin {
  readonly file: string
  readonly test: string
}

/** A run that has ended: its folder, all that it said, and what it stored. */
export interface GateRun extends Ended {
  readonly dir: string
  readonly text: string
  readonly report: StoredRun | undefined
}

/** A Vitest configuration with the plugin and nothing else. */
export const pluginConfig = `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()] })`

/** A configuration of these SLOs. Timings are judged hard: the tests must not depend on how busy the machine is. */
export function sloConfig(slos: string, more = ''): string {
  return `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', ${profiling(more)} metrics: { level: { type: 'gauge', unit: 'count' } }, ${more} slos: { ${slos} } })`
}

/** A pass that looks for causes would only make these tests longer; those that are about it ask for it. */
function profiling(more: string): string {
  return more.includes('profiling:') ? '' : "profiling: { when: 'never' },"
}

/** An SLO on the gauge \`level\`, and a test file that sets it. */
export const levelSlo = `level: { sli: sli.metric('level').value, objective: '<= 5' }`
export const levelTest = `import { slo, test } from 'vitest-slo/test'
test('sets the level', () => slo.metric.gauge('level', 1))`

/** Runs a project of these files once. */
export async function gate(
  major: Major,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<GateRun> {
  const dir = project({ 'vitest.config.ts': pluginConfig, ...files }, { major })
  return await gateAgain(dir, args, { major })
}

/** Runs a project that is there. */
export async function gateAgain(
  dir: string,
  args: readonly string[],
  options: Parameters<typeof runVitest>[2],
): Promise<GateRun> {
  const ended = await runVitest(dir, args, options)
  return { dir, ...ended, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}

/** The report of the last run; undefined where there is none, or none that is complete. */
export function storedRun(dir: string): StoredRun | undefined {
  const file = join(dir, '.slo/report.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StoredRun) : undefined
}
