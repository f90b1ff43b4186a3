import { sli } from '../model/sli.ts'
import type { SloInputs } from './define-config.ts'

/** What the five commands and measures of `cleanroom()` are called in this project. */
export interface CleanroomNames {
  /** A command or probe: a build from nothing. `build:first` by default. */
  readonly firstBuild?: string
  /** A command or probe: a build after one edit. `build:incremental` by default. */
  readonly incrementalBuild?: string
  /** A measure in a test. `rdf:process` by default. */
  readonly rdfProcessing?: string
  /** A command or probe: one run of the generator. `generate` by default. */
  readonly generation?: string
  /** A command or probe: one new project made by the CLI. `cli:scaffold` by default. */
  readonly cliScaffolding?: string
}

type Cleanroom = SloInputs<{
  'first-build': 'time'
  'incremental-build': 'time'
  'rdf-processing': 'time'
  'generation-memory': 'bytes'
  'cli-scaffolding': 'time'
}>

/**
 * The five promises of a code generator, with a warning at 80 %: first build 15 s, incremental build 2 s, RDF processing 5 s,
 * generation memory 100 MB, scaffolding 3 s. To spread into `slos`; each needs something that measures it under its name.
 */
export function cleanroom(names: CleanroomNames = {}): Cleanroom {
  const { firstBuild = 'build:first', incrementalBuild = 'build:incremental', rdfProcessing = 'rdf:process' } = names
  const { generation = 'generate', cliScaffolding = 'cli:scaffold' } = names
  return {
    'first-build': { sli: sli.command(firstBuild).duration, objective: '<= 15s', warning: '<= 12s' },
    'incremental-build': { sli: sli.command(incrementalBuild).duration, objective: '<= 2s', warning: '<= 1.6s' },
    'rdf-processing': { sli: sli.measure(rdfProcessing).duration, objective: '<= 5s', warning: '<= 4s' },
    'generation-memory': { sli: sli.command(generation).memory, objective: 'peak <= 100MB', warning: 'peak <= 80MB' },
    'cli-scaffolding': { sli: sli.command(cliScaffolding).duration, objective: '<= 3s', warning: '<= 2.4s' },
  }
}

type Suite = SloInputs<{
  'test-duration': 'time'
  'file-memory': 'bytes'
  'suite-duration': 'time'
  'suite-failures': 'count'
}>

/**
 * Promises that a fast suite of unit tests keeps: p95 of all tests 100 ms, 512 MiB for the worker of a file, one minute for the
 * suite, no failed test. Memory of a file needs the pool `forks`: in threads it cannot be measured, and that fails.
 */
export function strict(): Suite {
  return {
    'test-duration': { sli: sli.test('**').duration, objective: 'p95 <= 100ms', warning: 'p95 <= 80ms' },
    'file-memory': { sli: sli.file('**').memory, objective: 'peak <= 512MiB', warning: 'peak <= 400MiB' },
    'suite-duration': { sli: sli.run.duration, objective: '<= 60s', warning: '<= 48s' },
    'suite-failures': { sli: sli.run.failures, objective: '<= 0' },
  }
}

/**
 * Promises for a start, or for a suite with slow tests: p95 of all tests 1 s, 1 GiB for the worker of a file, ten minutes for the
 * suite, no failed test. Memory that cannot be measured is reported and does not fail.
 */
export function relaxed(): Suite {
  return {
    'test-duration': { sli: sli.test('**').duration, objective: 'p95 <= 1s', warning: 'p95 <= 800ms' },
    'file-memory': {
      sli: sli.file('**').memory,
      objective: 'peak <= 1GiB',
      warning: 'peak <= 800MiB',
      whenUnsupported: 'report',
    },
    'suite-duration': { sli: sli.run.duration, objective: '<= 10m', warning: '<= 8m' },
    'suite-failures': { sli: sli.run.failures, objective: '<= 0' },
  }
}
