import { defineConfig, sli } from 'vitest-slo/config'

const config = defineConfig({
  service: 'example-generator',

  // Commands that need no test file: they run after the tests, as project "slo".
  probes: {
    build: {
      run: 'npm run build',
      samples: 3,
      prepare: { remove: ['dist'] },
      verify: { files: ['dist/cli.js', 'dist/templates.js'] },
    },
  },

  // What the tests record themselves with slo.metric.
  metrics: {
    files: { type: 'counter', unit: 'count' },
    write_time: { type: 'timer' },
  },

  slos: {
    'first-build': { sli: sli.command('build').duration, objective: '<= 5s', warning: '<= 4s' },
    scaffolding: { sli: sli.command('cli:new').duration, objective: '<= 3s', warning: '<= 2.4s' },
    'generation-memory': { sli: sli.command('cli:generate').memory, objective: 'peak <= 100MB', warning: 'peak <= 85MB' },
    rendering: { sli: sli.measure('render:300-entities').duration, objective: 'median <= 100ms' },
    'files-per-second': { sli: sli.metric('files').rate, objective: '>= 20/s' },
    'write-time': { sli: sli.metric('write_time').distribution, objective: 'p95 <= 2s' },
    'model-tests': { sli: sli.test({ file: 'tests/parse-model.test.ts' }).duration, objective: 'p95 <= 500ms' },
    'file-memory': { sli: sli.file('tests/**').memory, objective: 'peak <= 512MiB' },
    'package-size': { sli: sli.artifact('dist/**/*.js').gzip, objective: '<= 10KB', warning: '<= 8KB' },
  },
})

export default config

// Lets expect(...).toMeetSlo() know the names above.
declare module 'vitest-slo' {
  interface Register {
    config: typeof config
  }
}
