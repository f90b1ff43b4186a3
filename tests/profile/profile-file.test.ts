import { expect, test } from 'vitest'
import { makeProfile, weightOf } from '../../src/profile/make-profile.ts'
import { parseProfile, profileText } from '../../src/profile/profile-file.ts'
import type { ProfileLabel, Recorded } from '../../src/profile/profile-file.ts'
import { cpuProfile, heapProfile, root } from './sample-profiles.ts'

const label: ProfileLabel = {
  subject: { kind: 'command', name: 'build' },
  kind: 'cpu',
  samples: 2,
  source: 'node:inspector',
  takenAt: '2026-01-02T03:04:05.000Z',
}
const traffic = [
  { name: `${root}/out.bin`, operations: 4, read: 0, written: 6000, time: 8 },
  { name: '/etc/hosts', operations: 1, read: 200, written: 0, time: 1 },
  { name: `${root}/out.bin`, operations: 2, read: 0, written: 2000, time: 2 },
]
const cpu: Recorded = { kind: 'cpu', data: cpuProfile([{ name: 'work', at: 'src/a.ts', line: 3, cost: 30 }]) }
const heap: Recorded = { kind: 'heap', data: heapProfile([{ name: 'grow', at: 'src/a.ts', line: 3, cost: 900 }]) }
const disk: Recorded = { kind: 'disk', data: traffic }
const network: Recorded = { kind: 'network', data: [{ name: 'localhost:80', operations: 1, read: 10, written: 5, time: 3 }] }

test.each([cpu, heap, disk, network])('what is written as $kind is read again', (recorded) => {
  const parsed = parseProfile(profileText(recorded, { ...label, kind: recorded.kind }))
  expect(parsed).toMatchObject({ ok: true, samples: 2, recorded, label: { kind: recorded.kind } })
})

test('a profile of another tool covers one execution', () => {
  expect(parseProfile(JSON.stringify(cpu.data))).toEqual({ ok: true, samples: 1, recorded: cpu })
})

test.each([
  ['', 'holds no JSON object'],
  ['7', 'holds no JSON object'],
  ['null', 'holds no JSON object'],
  ['{}', 'is neither'],
  ['{"nodes":[{}],"samples":[]}', 'is neither'],
  ['{"nodes":[null],"samples":[]}', 'is neither'],
  ['{"traffic":[]}', 'is neither'],
  ['{"traffic":[],"vitestSlo":{"kind":"cpu"}}', 'is neither'],
])('%s is refused', (text, reason) => {
  expect(parseProfile(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string })
})

const told = { label, file: '.slo/profiles/a', root }

test('a CPU profile is told with its hot path, of one execution', () => {
  expect(makeProfile({ ...told, recorded: cpu })).toMatchObject({
    subject: label.subject, kind: 'cpu', unit: 'ms', samples: 2, source: 'node:inspector', file: '.slo/profiles/a',
    hotPath: [{ function: 'work', self: 15 }],
  }) // prettier-ignore
})

test('against a good one of its kind, and of no other', () => {
  const good = { recorded: cpu, samples: 1, file: '.slo/profiles/good/a' }
  expect(makeProfile({ ...told, recorded: cpu, good })).toMatchObject({
    comparedWith: good.file,
    hotPath: [{ self: 15, before: 30 }],
  })
  expect(makeProfile({ ...told, recorded: heap, good })).not.toHaveProperty('comparedWith')
  const allocated = makeProfile({ ...told, recorded: heap, good: { ...good, recorded: heap } })
  expect(allocated).toMatchObject({ unit: 'bytes', hotPath: [{ function: 'grow', self: 450, before: 900 }] })
})

test('files are added up, of one execution, the most bytes first', () => {
  const profile = makeProfile({ ...told, recorded: disk, good: { recorded: disk, samples: 1, file: 'good' } })
  expect(profile).toMatchObject({
    kind: 'disk', unit: 'bytes', comparedWith: 'good',
    traffic: [
      { name: 'out.bin', operations: 3, read: 0, written: 4000, time: 5 },
      { name: '/etc/hosts', operations: 0.5, read: 100, written: 0, time: 0.5 },
    ],
    hotPath: [{ function: 'out.bin', self: 4000, total: 4000, before: 8000, unit: 'bytes' }],
  }) // prettier-ignore
})

test('hosts that were not there before have no figure of before', () => {
  const other: Recorded = { kind: 'network', data: [{ name: 'elsewhere:80', operations: 1, read: 1, written: 1, time: 1 }] }
  const profile = makeProfile({ ...told, recorded: network, good: { recorded: other, samples: 1, file: 'good' } })
  expect(profile.hotPath).toMatchObject([{ function: 'localhost:80', before: undefined }])
  expect(makeProfile({ ...told, recorded: network }).hotPath).toMatchObject([{ self: 7.5, before: undefined }])
})

test('what moved nothing has no hot path', () => {
  const silent: Recorded = { kind: 'network', data: [{ name: 'a', operations: 1, read: 0, written: 0, time: 1 }, { name: 'b', operations: 1, read: 0, written: 0, time: 4 }] } // prettier-ignore
  expect(makeProfile({ ...told, recorded: silent })).toMatchObject({ hotPath: [], traffic: [{ name: 'b' }, { name: 'a' }] })
  expect(makeProfile({ ...told, recorded: { kind: 'disk', data: [] } }).hotPath).toEqual([])
})

test('the weight of a recording is the work in it', () => {
  const idle = cpuProfile([{ name: '(idle)', cost: 500 }, { name: 'work', at: 'src/a.ts', cost: 30 }]) // prettier-ignore
  expect([weightOf({ kind: 'cpu', data: idle }), weightOf(heap), weightOf(disk), weightOf(network)]).toEqual([30, 900, 8200, 15])
})
