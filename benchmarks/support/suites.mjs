// The suites that are run with and without the plugin.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text of a file that runs inside of a project under measurement. */
export function projectFile(name) {
  return readFileSync(join(import.meta.dirname, 'in-project', name), 'utf8')
}

/** Tests that do nothing: what is left is the cost of running a test at all. */
export function emptySuite({ files = 50, testsPerFile = 40 } = {}) {
  return numbered(
    files,
    `
import { test } from 'vitest'
for (let count = 1; count <= ${testsPerFile}; count++) test(\`does nothing, \${count}\`, () => undefined)
`,
  )
}

/** Tests that work as unit tests do: parse, sort, build strings and objects, wait a little, with hooks in every third file. */
export function workSuite({ files = 24, testsPerFile = 50, loops = 5 } = {}) {
  const hooks = `
import { afterEach, beforeEach } from 'vitest'
beforeEach(() => { globalThis.case = new Map() })
afterEach(() => { globalThis.case.clear() })
`
  const body = `
import { describe, expect, test } from 'vitest'
import { catalogue, work } from '../work.mjs'
describe('a group', () => {
  for (let count = 1; count <= ${testsPerFile}; count++) {
    test(\`does some work, \${count}\`, async () => {
      const items = catalogue(200)
      let length = 0
      for (let loop = 0; loop < ${loops}; loop++) length += work(items, loop)
      if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      expect(length).toBeGreaterThan(0)
    })
  }
})
`
  const tests = Object.entries(numbered(files, body))
  return {
    ...Object.fromEntries(tests.map(([path, text], index) => [path, index % 3 === 0 ? hooks + text : text])),
    'work.mjs': projectFile('work.mjs'),
  }
}

function numbered(files, text) {
  return Object.fromEntries(Array.from({ length: files }, (_, file) => [`tests/file-${file}.test.js`, text]))
}

/**
 * A Vitest project with these files.
 * @param {{ plugin: boolean, pool?: string, test?: string }} options `test` is text added to the test options
 */
export function vitestProject(files, { plugin, pool = 'forks', test = '' }) {
  return {
    ...files,
    'vitest.config.mjs': `
${plugin ? "import slo from 'vitest-slo'" : ''}
export default {
  ${plugin ? 'plugins: [slo()],' : ''}
  test: { include: ['tests/**/*.test.js'], pool: '${pool}', maxWorkers: 2, watch: false, ${test} },
}
`,
    'slo.config.mjs': `
import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  slos: {
    'every-test': { sli: sli.test({ file: 'tests/**' }).duration, objective: 'p99 <= 60s' },
    'cpu': { sli: sli.test({ file: 'tests/**' }).cpuTime, objective: 'p99 <= 60s' },
    'allocated': { sli: sli.test({ file: 'tests/**' }).allocated, objective: 'peak <= 100GiB' },
    'file-memory': { sli: sli.file('tests/**').memory, objective: 'peak <= 100GiB', whenUnsupported: 'report' },
  },
})
`,
  }
}
