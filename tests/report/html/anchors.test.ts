import { expect, test } from 'vitest'
import { anchorsOf } from '../../../src/report/html/anchors.ts'
import { sloOf } from '../sample-run.ts'

test('anchors are stable, unique and without a character that would need escaping', () => {
  const names = ['first-build', 'cli:new', 'größe > b', 'größe < b', '</h3>"', '', 'x'.repeat(200)]
  const verdicts = names.map((name) => ({ status: 'no-data', cause: 'crashed', slo: sloOf(name), reason: '' }) as const)
  expect([...anchorsOf(verdicts).values()]).toEqual([
    'first-build',
    'cli:new',
    'größe-b',
    'größe-b-2',
    '-h3-',
    'slo',
    'x'.repeat(80),
  ])
})
