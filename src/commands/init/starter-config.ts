/** The first slo.config.ts of a project: promises that any suite can make, and how to go on from there. */
export const starterConfig = `import { defineConfig, sli } from 'vitest-slo/config'

// What this project promises. Every full test run measures it, judges it, and fails when a promise is broken or was not measured.
// Start with bounds that hold with room to spare, and tighten them when you have seen some reports (.slo/report.html).
const config = defineConfig({
  slos: {
    // A red test fails the run anyway; here it stands in the report too. Counts are plain numbers.
    'no-failed-tests': { sli: sli.run.failures, objective: '<= 0' },

    // 95 of 100 tests take at most this long. Without a statistic ('<= 1s') every single test would have to.
    'test-duration': { sli: sli.test('**').duration, objective: 'p95 <= 1s' },

    // The most memory that any test file needed, exact where each file runs in a process of its own (pool forks).
    // A warning is stricter than the objective, is reported first and never fails.
    'file-memory': { sli: sli.file('**').memory, objective: 'peak <= 1GiB', warning: 'peak <= 512MiB' },

    // More to measure: a folder of tests   sli.test({ file: 'tests/unit/**' }).cpuTime
    //                  the built package   sli.artifact('dist/**/*.js').gzip
    //                  a command, measured without a test file, with
    //                    probes: { build: { run: 'npm run build', samples: 3 } }   beside slos
    //                    build: { sli: sli.command('build').duration, objective: '<= 15s' }   in slos
  },
})

export default config

// Lets expect(...).toMeetSlo() know the names above. The import makes TypeScript see what is declared.
import type {} from 'vitest-slo'
declare module 'vitest-slo' {
  interface Register {
    config: typeof config
  }
}
`
