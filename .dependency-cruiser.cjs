// Who may import whom. The table with its reasons stands in CONTRIBUTING.md; tests/architecture.test.ts proves that every rule can fail.
// What is merely reachable (a worker must never load zod, however far away) is checked by .dependency-cruiser.runtime.cjs.

/** Folders and files that hold no side effect: numbers and data in, numbers, data and text out. */
const pure =
  '^src/(model|stats|profile|aggregate|judge|export)/|^src/report/(?!pdf|page/)|^src/declare/(?!load-config)|^src/alert/(?!channels/|deliver|raise-alerts)|^src/(config|finish-run)[.]ts$'
const stages = 'declare|measure|profile|aggregate|judge|history|report|export|alert|serve'
const doors = '^src/(index|config|test|cli)[.]ts$'
const zodUsers = '^src/(declare|report)/schema/|^src/declare/parse-config[.]ts$'

const types = ['type-only', 'type-import']
const fromNpm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled']

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'model-imports-only-itself',
      comment: 'The vocabulary may load anywhere, workers included.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { path: '^src/', pathNot: '^src/model/' },
    },
    {
      name: 'stats-import-only-themselves',
      comment: 'Numbers in, numbers out.',
      severity: 'error',
      from: { path: '^src/stats/' },
      to: { path: '^src/', pathNot: '^src/stats/' },
    },
    {
      name: 'stage-imports-only-model-stats-and-itself',
      comment: 'A stage never knows a sibling, not even its types: what two stages share belongs to model/.',
      severity: 'error',
      from: { path: `^src/(${stages})/` },
      to: { path: '^src/', pathNot: '^src/(model|stats|$1)/' },
    },
    {
      name: 'config-door-imports-model-and-declare',
      comment: 'A config file must load without Vitest, without node: and without reading anything.',
      severity: 'error',
      from: { path: '^src/config[.]ts$' },
      to: { path: '^src/', pathNot: '^src/model/|^src/declare/(?!load-config)' },
    },
    {
      name: 'flow-imports-pure-stages',
      comment: 'finish-run.ts reaches the world only through its Ports.',
      severity: 'error',
      from: { path: '^src/finish-run[.]ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(model|aggregate|judge|profile|export)/|^src/report/(?!pdf)|^src/alert/(?!channels/|deliver|raise-alerts)',
      },
    },
    {
      name: 'ports-import-model-and-rim-stages',
      comment: 'ports.ts is the real world behind the ports; from the flow it takes types alone.',
      severity: 'error',
      from: { path: '^src/ports[.]ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(model|measure|history|alert|serve)/|^src/declare/load-config|^src/report/pdf',
        dependencyTypesNot: types,
      },
    },
    {
      name: 'no-one-imports-a-door',
      comment: 'index, config, test and cli are for users. What two files need belongs behind the doors.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: doors },
    },
    {
      name: 'no-one-imports-vitest-folder',
      comment: 'Only the doors lead to vitest/, and only the command line and its commands know commands/.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(vitest|commands)/|^src/(index|test|cli)[.]ts$' },
      to: { path: '^src/(vitest|commands)/' },
    },
    {
      name: 'vitest-only-in-vitest-folder',
      comment: 'Vitest is an adapter: the rest must run without it, types included.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vitest/|^src/test[.]ts$' },
      to: { path: '(^|/)node_modules/(vitest|vite|@vitest)/' },
    },
    {
      name: 'zod-only-in-schemas',
      comment: 'zod costs up to 150 ms to load.',
      severity: 'error',
      from: { path: '^src/', pathNot: zodUsers },
      to: { path: '(^|/)node_modules/zod/' },
    },
    {
      name: 'node-only-in-rim',
      comment: 'A pure file takes the world as an argument.',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'packages-only-in-rim',
      comment: 'These three packages do no I/O; every other package belongs to a file that may touch the world.',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: fromNpm, pathNot: '(^|/)node_modules/(zod|picomatch|tinyrainbow|@types/picomatch)/' },
    },
    {
      name: 'heavy-packages-when-first-used',
      comment: 'A run that needs none of them must not pay for their start-up.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/(testcontainers|jiti|pidusage|tinybench)/', dynamic: false, dependencyTypesNot: types },
    },
    {
      name: 'page-is-built-apart',
      comment: 'The page runs in a browser and is built into one file; the package knows that file alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/report/page/' },
      to: { path: '^src/report/page/' },
    },
    {
      name: 'page-loads-no-world',
      comment: 'A browser has no node: modules, and the page holds Preact alone.',
      severity: 'error',
      from: { path: '^src/report/page/' },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/preact/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that imports nothing is forgotten.',
      severity: 'error',
      from: { path: '^src/', orphan: true },
      to: {},
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'shipped-code-needs-shipped-packages',
      comment: 'A development dependency is not there where the package is installed.',
      severity: 'error',
      // The page is built into one file: its packages are shipped in it.
      from: { path: '^src/', pathNot: '^src/report/page/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '(^|/)node_modules/(@types|vitest|zod|testcontainers|pg|nodemailer)/',
      },
    },
    {
      name: 'source-imports-only-source',
      comment: 'Tests, scripts and benchmarks know the source, never the other way round.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts|benchmarks|examples|dist)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
