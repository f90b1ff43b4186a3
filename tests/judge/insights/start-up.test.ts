import { expect, test } from 'vitest'
import { startUpShares } from '../../../src/judge/insights/start-up.ts'
import { figures, timesOf } from './sample-series.ts'

const took = (name: string, ...samples: readonly number[]) => timesOf({ kind: 'command', name }, 'duration', samples)
const version = { name: 'cli:version', run: ['node', 'cli.js', '--version'] } as const
const fresh = { name: 'cli:new', run: 'node  cli.js new demo ' } as const

test('a command beside one that only starts the same program', () => {
  const measured = figures(took('cli:version', 170, 180, 190, Number.NaN), took('cli:new', 190, 200, 210))
  expect(startUpShares(measured, [fresh, version])).toEqual([
    { kind: 'start-up-share', command: 'cli:new', idle: 'cli:version', startup: 180, duration: 200, share: 0.9 },
  ])
  expect(startUpShares(figures(took('cli:version', 180), took('cli:new', 150)), [fresh, version])).toMatchObject([{ share: 1 }])
})

test.each([
  ['it works for longer', took('cli:version', 180), took('cli:new', 400), [fresh, version]],
  ['it starts quickly', took('cli:version', 40), took('cli:new', 50), [fresh, version]],
  ['it was not measured', took('cli:version', 180), took('other', 50), [fresh, version]],
  ['the other was not measured', took('other', 180), took('cli:new', 50), [fresh, version]],
  ['no probe only starts', took('cli:version', 180), took('cli:new', 200), [fresh]],
  ['it is another program', took('cli:version', 180), took('cli:new', 200), [{ ...fresh, run: 'node other.js new demo' }, version]],
  ['it is the bare program', took('cli:version', 180), took('cli:new', 200), [{ ...fresh, run: 'node cli.js' }, version]],
  ['both only start', took('cli:version', 180), took('cli:new', 200), [{ ...fresh, run: 'node cli.js --help' }, version]],
  ['there is nothing but the question', took('cli:version', 180), took('cli:new', 200), [fresh, { ...version, run: '--version' }]],
])('nothing where %s', (_, one, other, probes) => expect(startUpShares(figures(one, other), probes)).toEqual([])) // prettier-ignore
