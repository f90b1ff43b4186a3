import { describe, expect, test } from 'vitest'
import { describeVitest, majors } from '../support/consumer.ts'
import { samplesOf, sloConfig, storedRun, timeless, vitestConfig, withAndWithout } from '../support/gated.ts'
import { suite } from '../support/suite.ts'

const all = `all: { sli: sli.test('**').duration, objective: '<= 1m' }`
const files = { 'vitest.config.ts': vitestConfig(), 'slo.config.ts': sloConfig(all), ...suite }

interface Row {
  readonly pool: 'forks' | 'threads' | 'vmThreads' | 'vmForks'
  readonly isolate: boolean
  readonly workers: 1 | 3
  readonly hooks: 'stack' | 'list' | 'parallel'
  readonly concurrent: boolean
  readonly shuffle: boolean
}

/** Every pair of values of two of these axes occurs at least once. */
const rows: readonly Row[] = [
  { pool: 'forks', isolate: true, workers: 1, hooks: 'stack', concurrent: false, shuffle: false },
  { pool: 'forks', isolate: false, workers: 3, hooks: 'parallel', concurrent: true, shuffle: true },
  { pool: 'forks', isolate: false, workers: 1, hooks: 'list', concurrent: false, shuffle: true },
  { pool: 'threads', isolate: true, workers: 3, hooks: 'list', concurrent: true, shuffle: false },
  { pool: 'threads', isolate: false, workers: 1, hooks: 'stack', concurrent: false, shuffle: true },
  { pool: 'threads', isolate: true, workers: 1, hooks: 'parallel', concurrent: true, shuffle: true },
  { pool: 'vmThreads', isolate: true, workers: 1, hooks: 'parallel', concurrent: false, shuffle: true },
  { pool: 'vmThreads', isolate: false, workers: 3, hooks: 'list', concurrent: true, shuffle: false },
  { pool: 'vmThreads', isolate: true, workers: 3, hooks: 'stack', concurrent: false, shuffle: false },
  { pool: 'vmForks', isolate: true, workers: 3, hooks: 'stack', concurrent: true, shuffle: true },
  { pool: 'vmForks', isolate: false, workers: 1, hooks: 'parallel', concurrent: false, shuffle: false },
  { pool: 'vmForks', isolate: true, workers: 1, hooks: 'list', concurrent: true, shuffle: false },
]

test('every pair of values is in a row', () => {
  const axes = ['pool', 'isolate', 'workers', 'hooks', 'concurrent', 'shuffle'] as const
  const values = (axis: keyof Row) => new Set(rows.map((row) => row[axis]))
  const missing = axes.flatMap((one, index) =>
    axes
      .slice(index + 1)
      .flatMap((other) =>
        [...values(one)].flatMap((first) =>
          [...values(other)]
            .filter((second) => !rows.some((row) => row[one] === first && row[other] === second))
            .map((second) => `${one} ${first}, ${other} ${second}`),
        ),
      ),
  )
  expect(missing).toEqual([])
})

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a suite shows the same with and without the plugin, and is measured', () => {
    test.each(rows)(
      '$pool, isolate $isolate, $workers workers, hooks $hooks, concurrent $concurrent, shuffle $shuffle',
      async (row) => {
        const shown = await withAndWithout(files, flagsOf(row), { major, env: { CONCURRENT: row.concurrent ? '1' : undefined } })
        expect(shown.with.results).toEqual(shown.without.results)
        expect(said(shown.with.stdout, row)).toEqual(said(shown.without.stdout, row))
        expect(shown.with.stderr).not.toContain('dist/vitest/in-worker')
        expect([shown.with.exitCode, shown.without.exitCode]).toEqual([1, 1])

        const report = storedRun(shown.with.dir)
        const attempts = (name: string) => samplesOf(report, name, 'duration')?.length
        expect(['flaky', 'never', 'repeated', 'meta of a retry', 'together > retry'].map(attempts)).toEqual([3, 3, 4, 2, 2])
        // A clock that the tests have faked or spied on reads -1e9, 1e9 or 1e12.
        const times = report?.series.filter(({ metric }) => metric === 'duration' || metric === 'cpuTime') ?? []
        expect(times.flatMap(({ samples }) => samples).filter((sample) => sample < 0 || sample > 1e6)).toEqual([])
        expect(report?.series.filter(({ subject }) => subject.file === 'timers.test.ts' && subject.kind === 'test').length).toBeGreaterThan(8) // prettier-ignore
      },
    )
  })
})

/** Sorted, because files end in any order. Under concurrency Vitest itself only guesses which test printed a line. */
function said(stdout: string, { concurrent }: Row): string[] {
  return timeless(stdout)
    .filter((line) => !(concurrent && line.startsWith('stdout | ')))
    .toSorted()
}

function flagsOf({ pool, isolate, workers, hooks, concurrent, shuffle }: Row): string[] {
  const sequence = { hooks, concurrent, 'shuffle.tests': shuffle, 'shuffle.files': false, seed: 7 }
  return [
    `--pool=${pool}`,
    `--isolate=${isolate}`,
    `--maxWorkers=${workers}`,
    ...Object.entries(sequence).map(([name, value]) => `--sequence.${name}=${value}`),
  ]
}
