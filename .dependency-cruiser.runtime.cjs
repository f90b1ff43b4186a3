const { builtinModules } = require('node:module')

// What is loaded together: static imports that remain at run time. Types and `import()` are left out, so `reachable` means "loaded".

/** Where a Vitest worker enters; it pays for everything reachable from here, once per test file. */
const workers = '^src/test[.]ts$|^src/vitest/(in-worker|in-browser|setup)/|^src/vitest/(worker-setup|handoff)[.]ts$'

/** Where a browser enters. */
const browsers = '^src/vitest/in-browser/|^src/vitest/setup/browser[.]ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'worker-loads-nothing-heavy',
      comment: 'Heavy parts are imported when first used.',
      severity: 'error',
      from: { path: workers },
      to: { path: '(^|/)node_modules/(zod|jiti|commander|pidusage|testcontainers|tinybench|tinyglobby|vite)/', reachable: true },
    },
    {
      name: 'worker-loads-only-its-rooms',
      comment: 'A worker measures; it declares, reports and stores nothing.',
      severity: 'error',
      from: { path: workers },
      to: {
        path: '^src/(declare|profile|history|report|export|alert|serve|commands)/|^src/(measure|vitest)/in-main/|^src/(index|config|cli|finish-run|ports)[.]ts$',
        reachable: true,
      },
    },
    {
      name: 'browser-loads-no-node',
      comment: 'A browser has no node: modules, nor what stands on them.',
      severity: 'error',
      from: { path: browsers },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'config-door-loads-no-world',
      comment: 'A config file must load without Vitest and without side effects.',
      severity: 'error',
      from: { path: '^src/config[.]ts$' },
      to: { path: '^(?!src/)|^src/vitest/', reachable: true },
    },
    {
      name: 'command-line-starts-light',
      comment: 'Every command pays for what cli.ts loads.',
      severity: 'error',
      from: { path: '^src/cli[.]ts$' },
      to: { path: '(^|/)node_modules/(testcontainers|jiti|pidusage|tinybench|vitest|vite)/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: false,
    exclude: { dynamic: true },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
