import { expect, test } from 'vitest'
import { countsSwitches } from '../../src/model/counts-switches.ts'
import { sli } from '../../src/model/sli.ts'

test.each([
  [sli.command('build').contextSwitches, true],
  [sli.command('other').contextSwitches, false],
  [sli.command('build').cpuTime, false],
  [sli.container('build').cpuTime, false],
])('switches of the command build are asked for by %o: %s', (indicator, expected) => {
  expect(countsSwitches([{ sli: { ...indicator, unit: 'count' } }], 'build')).toBe(expected)
})
