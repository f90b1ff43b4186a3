import { describe, expect, test } from 'vitest'
import { addPlugin } from '../../../src/commands/init/add-plugin.ts'

describe('where the plugin goes', () => {
  test.each<readonly [name: string, source: string, expected: string]>([
    ['an empty object', 'export default {}\n', "import slo from 'vitest-slo'\n\nexport default { plugins: [slo()] }\n"],
    [
      'a wrapper',
      'export default defineConfig({ test: {} })',
      "import slo from 'vitest-slo'\n\nexport default defineConfig({ plugins: [slo()], test: {} })",
    ],
    ['no blanks', 'export default {test:{}}', "import slo from 'vitest-slo'\n\nexport default { plugins: [slo()], test:{}}"],
    [
      'lines of their own',
      "import { defineConfig } from 'vitest/config'\n\nexport default defineConfig({\n\ttest: {\n\t\tplugins: [],\n\t},\n})\n",
      "import { defineConfig } from 'vitest/config'\nimport slo from 'vitest-slo'\n\nexport default defineConfig({\n\tplugins: [slo()],\n\ttest: {\n\t\tplugins: [],\n\t},\n})\n",
    ],
    [
      'plugins that are there, in the style of the file',
      'import a from "a";\nimport { b } from "b";\n\nexport default { plugins: [a(), b({ c: [1] })] };',
      'import a from "a";\nimport { b } from "b";\nimport slo from "vitest-slo";\n\nexport default { plugins: [slo(), a(), b({ c: [1] })] };',
    ],
    [
      'plugins on lines',
      "import a from 'a'\nexport default {\n  plugins: [\n    // first\n    a(),\n  ],\n}",
      "import a from 'a'\nimport slo from 'vitest-slo'\nexport default {\n  plugins: [\n    slo(),\n    // first\n    a(),\n  ],\n}",
    ],
    [
      'no plugins but a comment',
      'export default { plugins: [ /* none */ ] }',
      "import slo from 'vitest-slo'\n\nexport default { plugins: [slo(), /* none */ ] }",
    ],
    [
      'a quoted key and a cast',
      "export default { ...base, 'plugins': [a] as Plugin[] }",
      "import slo from 'vitest-slo'\n\nexport default { ...base, 'plugins': [slo(), a] as Plugin[] }",
    ],
    [
      'a commented key',
      'export default {\n  // plugins: [x],\n  test: {},\n}',
      "import slo from 'vitest-slo'\n\nexport default {\n  plugins: [slo()],\n  // plugins: [x],\n  test: {},\n}",
    ],
    [
      'mergeConfig',
      'export default mergeConfig(base, defineConfig({ test: {} }),)',
      "import slo from 'vitest-slo'\n\nexport default mergeConfig(base, defineConfig({ plugins: [slo()], test: {} }),)",
    ],
    [
      'a function',
      'export default defineConfig(() => ({ test: {} }))',
      "import slo from 'vitest-slo'\n\nexport default defineConfig(() => ({ plugins: [slo()], test: {} }))",
    ],
    [
      'a bare parameter',
      'export default env => ({})',
      "import slo from 'vitest-slo'\n\nexport default env => ({ plugins: [slo()] })",
    ],
    [
      'a function with a body',
      'export default defineConfig(async ({ mode }): Promise<C> => {\n  const x = await f(mode)\n  return { test: x }\n})',
      "import slo from 'vitest-slo'\n\nexport default defineConfig(async ({ mode }): Promise<C> => {\n  const x = await f(mode)\n  return { plugins: [slo()], test: x }\n})",
    ],
    [
      'a variable',
      'const config: UserConfig = { test: {} }\nexport default config',
      "import slo from 'vitest-slo'\n\nconst config: UserConfig = { plugins: [slo()], test: {} }\nexport default config",
    ],
    [
      'a variable in a wrapper',
      'const $c = {}\nexport default defineConfig<X>($c) satisfies Y',
      "import slo from 'vitest-slo'\n\nconst $c = { plugins: [slo()] }\nexport default defineConfig<X>($c) satisfies Y",
    ],
    [
      'satisfies and parentheses',
      'export default ({ test: {} }) satisfies UserConfig',
      "import slo from 'vitest-slo'\n\nexport default ({ plugins: [slo()], test: {} }) satisfies UserConfig",
    ],
    [
      'Windows lines',
      "import a from 'a'\r\nexport default {\r\n  test: {},\r\n}\r\n",
      "import a from 'a'\r\nimport slo from 'vitest-slo'\r\nexport default {\r\n  plugins: [slo()],\r\n  test: {},\r\n}\r\n",
    ],
    [
      'directives at the top',
      '#!/usr/bin/env node\n/// <reference types="vitest/config" />\n// mine\nexport default {}',
      '#!/usr/bin/env node\n/// <reference types="vitest/config" />\nimport slo from \'vitest-slo\'\n\n// mine\nexport default { plugins: [slo()] }',
    ],
    [
      'a licence at the top',
      '/* (c) */\n\nexport default {}',
      "/* (c) */\n\nimport slo from 'vitest-slo'\n\nexport default { plugins: [slo()] }",
    ],
    [
      'an import that is there',
      'import type { SloOptions } from "vitest-slo"\nimport gate from "vitest-slo"\nexport default {}',
      'import type { SloOptions } from "vitest-slo"\nimport gate from "vitest-slo"\nexport default { plugins: [gate()] }',
    ],
    [
      'a name that is taken',
      'const slo = 1\nexport default { test: { slo } }',
      "import vitestSlo from 'vitest-slo'\n\nconst slo = 1\nexport default { plugins: [vitestSlo()], test: { slo } }",
    ],
    [
      'imports over several lines, with attributes',
      "import {\n  a,\n} from 'a'\nimport j from './j.json' with { type: 'json' }\nconst b = await import('b')\nexport default { ...j }",
      "import {\n  a,\n} from 'a'\nimport j from './j.json' with { type: 'json' }\nimport slo from 'vitest-slo'\nconst b = await import('b')\nexport default { plugins: [slo()], ...j }",
    ],
    [
      'text that looks like code',
      "const a = `export default { plugins: [] }`\nexport default { name: '}' }",
      "import slo from 'vitest-slo'\n\nconst a = `export default { plugins: [] }`\nexport default { plugins: [slo()], name: '}' }",
    ],
  ])('%s', (_, source, expected) => {
    expect(addPlugin(source)).toBe(expected)
  })
})

test.each([
  ['CommonJS', 'module.exports = { plugins: [] }'],
  ['nothing exported', 'const a = {}'],
  ['plugins chosen at run time', 'export default { plugins: x ? [a()] : [] }'],
  ['plugins from elsewhere', 'export default { plugins }'],
  ['plugins twice', 'export default { plugins: [a], plugins: [b] }'],
  ['a method', 'export default { plugins() {} }'],
  ['two returns', 'export default () => { if (a) return {}\n return { b } }'],
  ['a config from elsewhere', "import c from './c'\nexport default c"],
  ['a variable that is made of itself', 'const a = b(a)\nexport default a'],
  ['a variable declared twice', 'const a = {}\nfunction f() { const a = {} }\nexport default a'],
  ['a call without arguments', 'export default make()'],
  ['an array', 'export default [{ plugins: [] }]'],
  ['unbalanced', 'export default { plugins: [ }'],
  ['unclosed', 'export default defineConfig({'],
  ['nothing', ''],
])('leaves %s to a person', (_, source) => {
  expect(addPlugin(source)).toBeUndefined()
})
