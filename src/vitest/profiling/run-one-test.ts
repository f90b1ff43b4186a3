import { resolve } from 'node:path'
import { createVitest, parseCLI } from 'vitest/node'
import type { TestModule, TestProject, TestSpecification, Vitest } from 'vitest/node'
import { setupShim } from '../beside-this.ts'
import { allowShims } from '../in-main/instrument.ts'
import { leavesImportsToNode } from '../in-main/load-config.ts'
import { passVariable } from '../pass-variable.ts'
import type { PassRequest } from './pass-request.ts'

/** What became of the one test. */
export interface PassEnd {
  readonly vitest: Vitest
  /** Why the test, or its file, failed. */
  readonly failure?: string
}

/** Runs one test, or one file, in a Vitest of its own that reports, covers and judges nothing, and whose workers record. */
export async function runOneTest(request: PassRequest): Promise<PassEnd> {
  Object.assign(process.env, { TEST: 'true', VITEST: 'true', NODE_ENV: process.env.NODE_ENV ?? 'test' })
  const vitest = await createVitest('test', optionsFor(request))
  // A test may start a Vitest of its own, and there the plugin has its work.
  delete process.env[passVariable]
  for (const project of vitest.projects) prepare(project, request)
  const specifications = (await vitest.globTestSpecifications([request.file])).filter((one) => isWanted(one, request))
  if (specifications.length === 0) return { vitest, failure: `Vitest finds no test file ${request.file} any more` }
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
  return { vitest, failure: failureOf(testModules, unhandledErrors) }
}

/** Options that say what runs, what it looks like or where results go: none of them holds here. */
const leftOut = new Set(['shard', 'changed', 'related', 'mergeReports', 'outputFile', 'tagsFilter', 'bail', 'standalone', 'project', 'typecheck', 'inspect', 'inspectBrk', 'ui', 'open', 'api', 'clearCache', 'listTags', 'logHeapUsage', 'reporter', 'testNamePattern', 'update']) // prettier-ignore

function optionsFor({ root, configFile, args, test }: PassRequest): object {
  const given = args === undefined ? {} : parseCLI(['vitest', ...args], { allowUnknownOptions: true }).options
  const kept = Object.entries(given).filter(([name]) => !leftOut.has(name))
  return {
    ...Object.fromEntries(kept),
    root,
    ...(configFile === undefined ? {} : { config: configFile }),
    ...(test === undefined ? {} : { testNamePattern: exactly(test) }),
    run: true,
    watch: false,
    update: false,
    reporters: [{}],
    coverage: { enabled: false },
    fileParallelism: false,
    maxWorkers: 1,
    passWithNoTests: true,
  }
}

/** Vitest 4 looks for the names of suites and test with a space between them, Vitest 5 with ` > `. */
function exactly(test: string): string {
  const parts = test.split(' > ').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return `^${parts.join('( > | )')}$`
}

function prepare(project: TestProject, { root, config, order, provided }: PassRequest): void {
  const { config: own, name } = project
  own.setupFiles.unshift(setupShim('profile', leavesImportsToNode(project)))
  allowShims(project.vite.config.server)
  // A profiler makes everything slower; the pass as a whole has a time-out.
  Object.assign(own, { testTimeout: 0, hookTimeout: 0, retry: 0 })
  const fitness = { fit: true, reasons: [] }
  project.provide('slo', { config, fitness, root, project: name, hooks: own.sequence.hooks, profiling: order })
  if (provided === undefined) return
  // The global set-ups of the run still stand; a second one would take the same ports.
  own.globalSetup = []
  for (const [key, value] of Object.entries(provided[name] ?? {}))
    if (key !== 'slo') project.provide(key as 'slo', value as never)
}

function isWanted({ moduleId, project }: TestSpecification, request: PassRequest): boolean {
  return (
    moduleId === resolve(request.root, request.file).replaceAll('\\', '/') && (request.project ?? project.name) === project.name
  )
}

function failureOf(modules: readonly TestModule[], unhandled: readonly unknown[]): string | undefined {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const errors = [
    ...modules.flatMap((module) => module.errors()),
    ...tests.flatMap((test) => test.result().errors ?? []),
    ...unhandled,
  ] as readonly { readonly message?: string }[]
  if (errors[0] !== undefined) return errors[0].message ?? 'it failed'
  const ran = tests.some((test) => test.result().state !== 'skipped')
  return ran ? undefined : 'Vitest ran no test of this name'
}
