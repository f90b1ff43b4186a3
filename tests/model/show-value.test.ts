import { expect, test } from 'vitest'
import { showChoice, showPath, showValue } from '../../src/model/show-value.ts'

test.each([
  ['15 MB', "'15 MB'"],
  ['', "''"],
  ['\u001b[2Ja\nb\u2028', "'\\u001b[2Ja\\u000ab\\u2028'"],
  ['x'.repeat(100), `'${'x'.repeat(79)}…'`],
  [42, '42'],
  [Number.NaN, 'NaN'],
  [5n, '5n'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('a Map'), 'a Map'],
  [Symbol(), 'a symbol'],
  [(): void => undefined, 'a function'],
  [[], 'an empty list'],
  [[1], 'a list'],
  [{}, 'an object'],
] as const)('case %# shows what came', (value, shown) => {
  expect(showValue(value)).toBe(shown)
})

test.each([
  [[], ''],
  [['service'], 'service'],
  [['slos', 'first-build', 'on', 'github-hosted', 'objective'], 'slos.first-build.on.github-hosted.objective'],
  [['probes', 'build:first', 'run', 1], 'probes.build:first.run[1]'],
  [['slos', 'a name. with marks'], 'slos["a name. with marks"]'],
  [['slos', ''], 'slos[""]'],
  [['slos', 'a\nb'], 'slos["a\\u000ab"]'],
  [['a name'], '["a name"]'],
] as const)('shows the place %j', (path, shown) => {
  expect(showPath(path)).toBe(shown)
})

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
] as const)('shows the choice %j', (values, shown) => {
  expect(showChoice(values)).toBe(shown)
})
