import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { filesBelow } from '../support/files-below.ts'
import type { Ended } from '../support/run.ts'

const example = join(import.meta.dirname, '../../examples/generator')

const slowExample = join(import.meta.dirname, '../../examples/slow-search')

/** A change that plants a fault into a copy of the example. */
interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

interface StoredVerdict {
  readonly slo: string
  readonly status: string
  readonly enforce: string
  readonly reason: string
}

interface StoredReport {
  readonly outcome: string
  readonly exitCode: number
  readonly verdicts: readonly StoredVerdict[]
}

interface Finished extends Ended {
  readonly report: StoredReport
  readonly dir: string
}

/** Timings are judged hard, so that a planted slowness is violated on a busy machine too, where it would be inconclusive. */
const judgeHard: Edit = {
  file: 'slo.config.ts',
  from: "service: 'example-generator',",
  to: "service: 'example-generator', fitness: 'ignore',",
}

for (const major of majors) {
  describeVitest(major, 'the example keeps its promises', () => {
    test('and the run passes', async () => {
      const { exitCode, report, stderr } = await runExample(major, [])
      expect(stderr).toMatch(/SLOs  .*\d met.* exit 0/)
      expect(report.verdicts.filter(({ status }) => status === 'violated' || status === 'no-data')).toEqual([])
      expect(report.verdicts.map(({ slo }) => slo)).toEqual([
        'first-build',
        'scaffolding',
        'generation-memory',
        'rendering',
        'files-per-second',
        'write-time',
        'model-tests',
        'file-memory',
        'package-size',
        'tests/render-model.test.ts > renders an optional field: allocated',
      ])
      expect(exitCode).toBe(0)
    })
  })
}

interface Violation {
  readonly what: string
  readonly slo: string
  readonly edits: readonly Edit[]
  readonly status: 'violated' | 'no-data'
  /** What the reason says, in the report and on the terminal. */
  readonly says: RegExp
  readonly on?: readonly Major[]
}

const violations: readonly Violation[] = [
  {
    what: 'a function that became slow',
    slo: 'rendering',
    edits: [
      judgeHard,
      {
        file: 'src/render-model.js',
        from: 'export function renderModel(model, templates) {\n',
        to: 'export function renderModel(model, templates) {\n  for (const end = performance.now() + (model.entities.length === 300 ? 3000 : 0); performance.now() < end; );\n',
      },
      { file: 'tests/render-model.test.ts', from: 'samples: 5, warmup: 1', to: 'samples: 1' },
    ],
    status: 'violated',
    says: /median 3(\.\d+)?s, objective <= 100ms.*; confirmed: median 3/,
  },
  {
    what: 'a command that needs too much memory',
    slo: 'generation-memory',
    edits: [
      {
        file: 'src/cli.js',
        from: 'const [name, ...args]',
        to: 'globalThis.hog = Buffer.alloc(400_000_000, 1)\nconst [name, ...args]',
      },
    ],
    status: 'violated',
    says: /peak ≈?4\d\dMB, objective <= 100MB/,
    on: majors,
  },
  {
    what: 'a command that fails fast',
    slo: 'scaffolding',
    edits: [
      {
        file: 'src/scaffold.js',
        from: 'export function scaffold(name) {\n',
        to: 'export function scaffold(name) {\n  process.exit(3)\n',
      },
    ],
    status: 'violated',
    says: /exit code 3, expected 0/,
  },
  {
    what: 'a command that ends well without its work',
    slo: 'scaffolding',
    edits: [{ file: 'src/scaffold.js', from: "    ['README.md'", to: "    ['LIESMICH.md'" }],
    status: 'violated',
    says: /verify: /,
  },
  {
    what: 'a measurement that nobody takes any more',
    slo: 'rendering',
    edits: [
      { file: 'tests/render-model.test.ts', from: "'render:300-entities'", to: "'render:300-entites'" },
      { file: 'tests/render-model.test.ts', from: "  expect(run).toMeetSlo('rendering')\n", to: '' },
    ],
    status: 'no-data',
    says: /nothing was recorded for measure render:300-entities.*did you mean render:300-entites\?/s,
    on: majors,
  },
  {
    what: 'a package that grew',
    slo: 'package-size',
    edits: [
      {
        file: 'build.js',
        from: "mkdirSync('dist')\n",
        to: "mkdirSync('dist')\nwriteFileSync('dist/data.js', Array.from({ length: 50_000 }, () => Math.random()).join())\n",
      },
    ],
    status: 'violated',
    says: /max \d+KB, objective <= 10KB/,
  },
  {
    what: 'a rate that fell',
    slo: 'files-per-second',
    edits: [judgeHard, { file: 'tests/cli.test.ts', from: "counter('files', files.size)", to: "counter('files', 0)" }],
    status: 'violated',
    says: /min 0\/s, objective >= 20\/s/,
  },
  {
    what: 'an objective of one test',
    slo: 'tests/render-model.test.ts > renders an optional field: allocated',
    edits: [
      {
        file: 'tests/render-model.test.ts',
        from: "  slo.objectives({ allocated: '<= 50MB' })\n",
        to: "  slo.objectives({ allocated: '<= 50MB' })\n  expect(Array.from({ length: 4_000_000 }, (_, at) => ({ at }))).toHaveLength(4_000_000)\n",
      },
    ],
    status: 'violated',
    says: /max ≈?\d{3}MB, objective <= 50MB/,
  },
]

for (const major of majors) {
  describeVitest(major, 'the example breaks a promise', () => {
    test.each(violations.filter(({ on = [4] }) => on.includes(major)))('$what', async ({ slo, edits, status, says }) => {
      const { exitCode, report, stderr } = await runExample(major, edits)
      const verdict = verdictOn(report, slo)
      expect(verdict).toMatchObject({ slo, status, enforce: 'fail' })
      expect(verdict.reason).toMatch(says)
      expect(stderr).toMatch(new RegExp(`${status === 'violated' ? '✗ violated' : String.raw`\? no data`} +${slo.slice(0, 9)}`))
      expect(stderr).toMatch(/SLOs  .*\d (violated|no data)/)
      expect(exitCode).toBe(1)
    })
  })
}

describeVitest(4, 'the example and bounds that do not fail', () => {
  const bound = "objective: '<= 10KB', warning: '<= 8KB'"

  test('a warning that is crossed is shown', async () => {
    const tight: Edit = { file: 'slo.config.ts', from: bound, to: "objective: '<= 10KB', warning: '<= 100B'" }
    const { exitCode, report, stderr } = await runExample(4, [tight])
    expect(verdictOn(report, 'package-size').status).toBe('warning')
    expect(stderr).toMatch(/! warning +package-size .*warn <= 100B/)
    expect(exitCode).toBe(0)
  })

  test("a violation that is enforced by 'warn' only is shown", async () => {
    const mild: Edit = { file: 'slo.config.ts', from: bound, to: "objective: '<= 100B', enforce: 'warn'" }
    const { exitCode, report, stderr } = await runExample(4, [mild])
    expect(verdictOn(report, 'package-size')).toMatchObject({ status: 'violated', enforce: 'warn' })
    expect(stderr).toMatch(/✗ violated +package-size/)
    expect(exitCode).toBe(0)
  })
})

describeVitest(4, 'the example that is slow on purpose', () => {
  test('is violated, and its profile names the planted function', async () => {
    const dir = project(filesBelow(slowExample), { major: 4 })
    const ended = await runVitest(dir, [], { major: 4, timeout: 110_000 })
    const report = readReport(dir, ended) as StoredReport & {
      readonly profiles: readonly { readonly hotPath: readonly object[] }[]
    }
    expect(report.profiles[0]?.hotPath[0]).toMatchObject({ function: 'wordDistance', file: 'src/word-distance.ts', line: 7 })
    expect(ended.stderr).toMatch(/hot path +wordDistance \(src\/word-distance\.ts:7(, most in line \d+)?\)/)
    expect(ended.exitCode).toBe(1)
  })
})

/** Runs a copy of the example with some edits, and checks what every run must leave behind. */
async function runExample(major: Major, edits: readonly Edit[]): Promise<Finished> {
  const dir = project(edits.reduce(edited, filesBelow(example)), { major })
  const ended = await runVitest(dir, [], { major, timeout: 110_000 })
  const report = readReport(dir, ended)
  expect(ended.exitCode, 'the report and the process agree').toBe(report.exitCode === 0 ? 0 : 1)
  expect(readFileSync(join(dir, '.slo/report.html'), 'utf8')).toContain('</html>')
  return { ...ended, report, dir }
}

function readReport(dir: string, { stdout, stderr }: Ended): StoredReport {
  const file = join(dir, '.slo/report.json')
  if (!existsSync(file)) throw new Error(`the run wrote no report\n${stdout}${stderr}`)
  const report = JSON.parse(readFileSync(file, 'utf8')) as StoredReport
  const schema = JSON.parse(readFileSync(join(dir, 'node_modules/vitest-slo/dist/report.schema.json'), 'utf8')) as object
  const ajv = new Ajv2020()
  expect(ajv.validate(schema, report), ajv.errorsText()).toBe(true)
  return report
}

function verdictOn({ verdicts }: StoredReport, slo: string): StoredVerdict {
  const verdict = verdicts.find((one) => one.slo === slo)
  if (verdict === undefined) throw new Error(`there is no verdict on ${slo}`)
  return verdict
}

function edited(files: Readonly<Record<string, string>>, { file, from, to }: Edit): Record<string, string> {
  const text = files[file]
  if (text?.split(from).length !== 2) throw new Error(`${file} must hold this once, to be edited: ${from}`)
  return { ...files, [file]: text.replace(from, () => to) }
}
