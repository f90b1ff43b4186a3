import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { describeVitest, runVitest } from '../support/consumer.ts'

const root = join(import.meta.dirname, '../..')
const copied = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'src', 'scripts', 'dist', 'gate', 'slo.config.ts', 'vitest.gate.config.ts'] // prettier-ignore

interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

interface Planted {
  readonly slo: string
  readonly bound: string
  /** Which piece of the gate is run. */
  readonly args: readonly string[]
  /** The slowness, and fewer samples: one is enough where every sample is slow. */
  readonly edits: readonly Edit[]
}

interface StoredReport {
  readonly exitCode: number
  readonly verdicts: readonly { readonly slo: string; readonly status: string; readonly reason: string }[]
}

const sleep = (ms: number): string => `await new Promise((end) => setTimeout(end, ${ms}))\n`
const slowBuild = (ms: number): Edit => ({
  file: 'scripts/finish-build.mjs',
  from: 'removeStale()\nfor',
  to: `${sleep(ms)}removeStale()\nfor`,
})

const planted: readonly Planted[] = [
  {
    slo: 'first-build',
    bound: 'max .*, objective <= 15s',
    args: ['slo.config.ts', '-t', 'build:first'],
    edits: [slowBuild(15_000), { file: 'slo.config.ts', from: 'samples: 3,', to: 'samples: 1,' }],
  },
  {
    slo: 'incremental-build',
    bound: 'max .*, objective <= 2s',
    args: ['slo.config.ts', '-t', 'build:incremental'],
    edits: [slowBuild(2000), { file: 'slo.config.ts', from: 'samples: 5,', to: 'samples: 1,' }],
  },
  {
    slo: 'rdf-processing',
    bound: 'max .*, objective <= 5s',
    args: ['gate/rdf-processing'],
    edits: [
      {
        file: 'gate/rdf-processing.test.ts',
        from: 'function processCatalogue(turtle: string) {\n',
        to: 'function processCatalogue(turtle: string) {\n  for (const end = performance.now() + 5000; performance.now() < end; );\n',
      },
      { file: 'gate/rdf-processing.test.ts', from: 'samples: 5, warmup: 1', to: 'samples: 1' },
    ],
  },
  {
    slo: 'generation-memory',
    bound: 'peak .*, objective <= 100MB',
    args: ['gate/generation-memory'],
    edits: [
      {
        file: 'gate/render-large-run.js',
        from: 'const run = largeRun()\n',
        to: 'const run = largeRun()\nglobalThis.hog = Buffer.alloc(100_000_000, 1)\n',
      },
      { file: 'gate/generation-memory.test.ts', from: 'samples: 3,', to: 'samples: 1,' },
    ],
  },
  {
    slo: 'cli-scaffolding',
    bound: 'max .*, objective <= 3s',
    args: ['gate/cli-scaffolding'],
    edits: [
      { file: 'dist/cli.js', from: 'process.exitCode =', to: `${sleep(3000)}process.exitCode =` },
      { file: 'gate/cli-scaffolding.test.ts', from: 'samples: 10,\n    warmup: 1,', to: 'samples: 1,' },
    ],
  },
]

// Timings are judged hard, so that a busy machine cannot make a planted slowness inconclusive.
const judgeHard: Edit = {
  file: 'slo.config.ts',
  from: "service: 'vitest-slo',",
  to: "service: 'vitest-slo',\n  fitness: 'ignore',",
}

describeVitest(4, 'the gate of this repository', () => {
  // They wait more than they compute, each in a copy of its own.
  test.concurrent.each(planted)(
    'a planted slowness turns $slo red',
    { timeout: 300_000 },
    async ({ slo, bound, args, edits }) => {
      const dir = copyOfRepository([judgeHard, ...edits])
      const { exitCode, stdout, stderr } = await runVitest(dir, ['--config', 'vitest.gate.config.ts', ...args], {
        major: 4,
        timeout: 290_000,
      })
      expect(stderr, stdout).toMatch(new RegExp(`✗ violated +${slo} `))
      const report = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as StoredReport
      // Hard judgement of a piece of the gate on a busy machine may find more that is slow; what matters is the planted one.
      const verdict = report.verdicts.find((one) => one.slo === slo)
      expect(verdict?.status).toBe('violated')
      expect(verdict?.reason).toMatch(new RegExp(`^${bound}`))
      expect([exitCode, report.exitCode]).toEqual([1, 1])
    },
  )
})

/** The sources, the built package and the gate, with the installed packages beside them. */
function copyOfRepository(edits: readonly Edit[]): string {
  const dir = mkdtempSync(join(inject('projects'), 'own-gate-'))
  for (const part of copied) cpSync(join(root, part), join(dir, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction')
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(dir, file), 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} must hold this once, to be edited: ${from}`)
    writeFileSync(
      join(dir, file),
      text.replace(from, () => to),
    )
  }
  return dir
}
