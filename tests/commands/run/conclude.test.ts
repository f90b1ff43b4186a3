import { describe, expect, test } from 'vitest'
import { conclude } from '../../../src/commands/run/conclude.ts'
import type { Run } from '../../../src/model/run.ts'
import { runOf } from '../../report/sample-run.ts'

const judged = (parts: Partial<Run>): Run => runOf(parts)

test.each([
  [{ code: 0 }, { exitCode: 0 }, 0, undefined],
  [{ code: 1 }, { exitCode: 1 }, 1, undefined],
  [{ code: 0 }, { exitCode: 1 }, 1, undefined],
  [
    { code: 1 },
    { exitCode: 3 },
    3,
    'slo run: exit 3, no data or inconclusive where these fail (Vitest itself knows only 0 and 1)',
  ],
  [{ code: 1 }, { exitCode: 2 }, 2, undefined],
  [
    { code: 1 },
    { exitCode: 0 },
    1,
    'slo run: exit 1, no SLO fails the run, but Vitest itself ended with exit code 1 (see above)',
  ],
  [{ code: 1 }, { exitCode: 1, scope: 'interrupted' }, 1, undefined],
] as const)('%j and %j: %s', (end, parts, exitCode, note) => {
  expect(conclude(end, judged(parts), 'report.json')).toEqual({ exitCode, note })
})

describe('nothing was judged', () => {
  test.each([
    [{ code: 1, interrupted: 'SIGINT' }, undefined, 'slo run was interrupted by SIGINT: nothing was judged'],
    [{ code: 0, interrupted: 'SIGTERM' }, {}, 'slo run was interrupted by SIGTERM: nothing was judged'],
    [{ signal: 'SIGKILL' }, {}, 'Vitest was killed by SIGKILL, which is often a lack of memory: nothing was judged'],
    [
      { code: 1 },
      undefined,
      'nothing was judged: Vitest ended with exit code 1 and wrote no r.json\n  - what Vitest printed above may say why\n  - slo() must',
    ],
    [{ code: 0 }, { scope: 'interrupted' }, 'Vitest was interrupted: nothing was judged; run it again'],
  ] as const)('%j, %j', (end, parts, message) => {
    expect(() => conclude(end, parts && judged(parts), 'r.json')).toThrow(message)
  })

  test('though Vitest was content: the plugin is missing', () => {
    expect(() => conclude({ code: 0 }, undefined, 'r.json')).toThrow(/wrote no r\.json\n {2}- slo\(\) must be in the plugins/)
  })
})
