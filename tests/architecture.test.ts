import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from './support/run.ts'

interface Cruised {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] }
}

const root = join(import.meta.dirname, '..')
const configs = ['.dependency-cruiser.cjs', '.dependency-cruiser.runtime.cjs'] as const
const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/** For every rule a file that breaks it; where the fault lies in a file further down, that file too. */
const faults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'model-imports-only-itself': { 'src/model/knows-stats.ts': `import '../stats/mean.ts'` },
  'stats-import-only-themselves': { 'src/stats/knows-model.ts': `import '../model/unit.ts'` },
  'stage-imports-only-model-stats-and-itself': {
    'src/judge/knows-sibling.ts': `import type { A } from '../aggregate/a.ts'\nexport type B = A`,
  },
  'config-door-imports-model-and-declare': { 'src/config.ts': `import './judge/judge.ts'\nimport './declare/reads.ts'` },
  'flow-imports-pure-stages': { 'src/finish-run.ts': `import './measure/measure.ts'\nexport type Ports = never` },
  'ports-import-model-and-rim-stages': {
    'src/ports.ts': `import './judge/judge.ts'\nimport type { Ports } from './finish-run.ts'\nexport type P = Ports`,
  },
  'no-one-imports-a-door': { 'src/vitest/knows-door.ts': `import '../config.ts'` },
  'no-one-imports-vitest-folder': {
    'src/measure/knows-adapter.ts': `import type { A } from '../vitest/adapter.ts'\nexport type B = A`,
  },
  'vitest-only-in-vitest-folder': { 'src/measure/knows-vitest.ts': `import type { Test } from 'vitest'\nexport type T = Test` },
  'zod-only-in-schemas': { 'src/judge/knows-zod.ts': `import type { z } from 'zod'\nexport type Z = typeof z` },
  'node-only-in-rim': { 'src/report/knows-node.ts': `import 'node:fs'` },
  'packages-only-in-rim': { 'src/aggregate/knows-package.ts': `import 'tinyglobby'` },
  'heavy-packages-when-first-used': { 'src/measure/eager.ts': `import 'pidusage'` },
  'page-is-built-apart': {
    'src/report/knows-page.ts': `import './page/main.ts'`,
  },
  'page-loads-no-world': { 'src/report/page/main.ts': `import 'picomatch'` },
  'no-cycles': { 'src/stats/egg.ts': `import './hen.ts'`, 'src/stats/hen.ts': `import './egg.ts'\nexport const hen = 1` },
  'no-orphans': { 'src/stats/forgotten.ts': `export const forgotten = 1` },
  'nothing-unresolved': { 'src/stats/astray.ts': `import './nowhere.ts'` },
  'shipped-code-needs-shipped-packages': { 'src/measure/knows-dev.ts': `import 'fast-check'` },
  'source-imports-only-source': { 'src/measure/knows-test.ts': `import '../../tests/some.ts'` },
  'worker-loads-nothing-heavy': { 'src/vitest/in-worker/eager.ts': `import '../far.ts'`, 'src/vitest/far.ts': `import 'zod'` },
  'worker-loads-only-its-rooms': {
    'src/test.ts': `import './vitest/near.ts'`,
    'src/vitest/near.ts': `import '../report/text.ts'`,
  },
  'browser-loads-no-node': {
    'src/vitest/in-browser/knows-node.ts': `import '../clock.ts'`,
    'src/vitest/clock.ts': `import 'node:perf_hooks'`,
  },
  'config-door-loads-no-world': {
    'src/config.ts': `import './judge/judge.ts'\nimport './declare/reads.ts'`,
    'src/declare/reads.ts': `import 'node:fs'`,
  },
  'command-line-starts-light': { 'src/cli.ts': `import './commands/go.ts'`, 'src/commands/go.ts': `import 'jiti'` },
}

/** Files that keep every rule; the faults import them. */
const sound: Readonly<Record<string, string>> = {
  'src/model/unit.ts': `import './second.ts'\nexport type Unit = 'ms'`,
  'src/model/second.ts': `export const second = 1`,
  'src/stats/mean.ts': `export const mean = 1`,
  'src/aggregate/a.ts': `export type A = 1`,
  'src/judge/judge.ts': `import '../model/unit.ts'`,
  'src/report/text.ts': `import '../model/unit.ts'`,
  'src/measure/measure.ts': `import 'node:fs'\nvoid import('jiti')`,
  'src/vitest/adapter.ts': `import 'vitest'\nexport type A = 1`,
  'src/vitest/in-worker/lazy.ts': `import type { Jiti } from 'jiti'\nvoid import('../far.ts')\nexport type J = Jiti`,
  'tests/some.ts': `export const some = 1`,
}

describe('the source', { timeout: 150_000 }, () => {
  test.each(configs)('keeps every rule of %s, and the checker saw every file', async (config) => {
    const { modules, summary } = await cruise(root, config)
    expect.soft(summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([])
    const seen = new Set(modules.map(({ source }) => source))
    expect(filesIn('src').filter((file) => /\.tsx?$/.test(file) && !seen.has(file))).toEqual([])
    expect(seen).toContain('src/finish-run.ts')
  })

  test('has no file whose name says nothing', () => {
    const saysNothing = /(^|[/-])(utils?|helpers?|constants)[.]ts$|(^|\/)(common|types|manager|service)[.]ts$/
    expect(filesIn('src').filter((file) => saysNothing.test(file))).toEqual([])
  })

  test('is checked by a compiler that the checker can read', () => {
    const { version } = createRequire(import.meta.url)('typescript/package.json') as { version: string }
    expect(version).toMatch(/^6[.]/)
  })
})

describe('a rule', () => {
  const found = new Map<string, Set<string>>()
  let folder: string

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'vitest-slo-walls-')))
    for (const [path, text] of [sound, ...Object.values(faults)].flatMap((files) => Object.entries(files)))
      write(folder, path, text)
    for (const file of ['package.json', 'tsconfig.json', ...configs]) copyFileSync(join(root, file), join(folder, file))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const config of configs) {
      for (const { from, rule } of (await cruise(folder, config)).summary.violations) {
        found.set(rule.name, (found.get(rule.name) ?? new Set()).add(from))
      }
    }
  }, 150_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(ruleNames())('can fail: %s', (name) => {
    const [breaker] = Object.keys(faults[name] ?? { 'no fault is written for this rule': '' })
    expect([...(found.get(name) ?? [])]).toContain(breaker)
  })

  test.each(Object.keys(sound))('leaves what is sound alone: %s', (path) => {
    const accused = [...found].filter(([, files]) => files.has(path)).map(([name]) => name)
    expect(accused).toEqual([])
  })
})

function ruleNames(): string[] {
  const require = createRequire(import.meta.url)
  return configs.flatMap((config) =>
    (require(join(root, config)) as { forbidden: { name: string }[] }).forbidden.map(({ name }) => name),
  )
}

async function cruise(cwd: string, config: string): Promise<Cruised> {
  const args = [depcruise, '--config', config, '--output-type', 'json', 'src']
  const { stdout, stderr } = await run({ command: process.execPath, args, cwd, timeout: 140_000 })
  if (stdout === '') throw new Error(`dependency-cruiser said nothing with ${config}: ${stderr}`)
  return JSON.parse(stdout) as Cruised
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${text}\n`)
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  )
}
